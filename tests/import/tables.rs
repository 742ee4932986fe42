//! Tables that are damaged or in another encoding.

use std::fmt::Write;

use crate::User;

#[test]
fn charsets() {
    let user = User::new();
    let table = "title,url,time_added\nCafé — naïve,https://a.example/1,1600000000\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    user.home.write("utf16.csv", utf16);
    user.home.write("latin.csv", b"title,url,time_added\nCaf\xe9 \x97 na\xefve,https://a.example/2,1600000000\n");
    assert_eq!(user.import_all(&["utf16.csv", "latin.csv"]), "utf16.csv: 1 new post\nlatin.csv: 1 new post\n");
    assert_eq!(user.load().titles(), ["Café — naïve"; 2]);
}

#[test]
fn a_quote_that_is_never_closed_is_refused_by_its_line() {
    let user = User::new();
    let table = "title,url,time_added\nGood,https://a.example/1,1600000000\n\"Bad,https://a.example/2,1\nx,y,z\n";
    user.home.write("t.csv", table);
    let (code, out, err) = user.import(&["t.csv"]);
    assert_eq!((code, &*out), (Some(1), "t.csv: 1 new post, 1 refused\n"));
    assert_eq!(err, "importai-reader: t.csv: line 3: it has no web address\n");
}

#[test]
fn many_bad_lines_are_counted_after_the_first_ones() {
    let user = User::new();
    user.home.write("t.csv", format!("title,url,time_added\n{}", "x,none,1\n".repeat(500)));
    let (_, out, err) = user.import(&["t.csv"]);
    assert_eq!(out, "t.csv: nothing new, 500 refused\n");
    assert_eq!(err.lines().count(), 21);
    assert_eq!(err.lines().last(), Some("importai-reader: t.csv: 480 more were refused"));
}

/// What a hostile table could hold.
#[test]
fn nasty_values_stay_in_the_folder() {
    let user = User::new();
    let nasty =
        ["../../etc/passwd", "/etc/passwd", "-rf", "\u{1b}[31mred", "a\u{0}b", "---", "'x': y", "\u{202e}gnp", "<b>"];
    let mut table = String::from("title,url,time_added,tags\n");
    for text in nasty {
        for (title, slug, tag) in [(text, "a", "t"), ("T", text, "t"), ("U", "b", text)] {
            let link = format!("https://n.example/{}/{slug}", table.len());
            writeln!(table, "\"{title}\",\"{link}\",1600000000,\"{tag}\"").unwrap();
        }
    }
    // A file with a NUL is taken for a binary one.
    user.home.write("t.csv", table.replace('\0', ""));
    let out = user.import_all(&["t.csv"]);
    assert_eq!(out, "t.csv: 27 new posts\n");
    let mut inside = crate::names(user.home.path().join("posts").as_path());
    inside.retain(|name| name.starts_with("2020-09-13-n.example-"));
    assert_eq!(inside.len(), 27);
    for name in inside {
        let text = std::fs::read_to_string(user.home.join("posts").join(&name)).unwrap();
        crate::support::assert_safe(&text, &name);
    }
    let mut around: Vec<_> = std::fs::read_dir(user.home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    around.sort();
    assert_eq!(around, ["config", "posts", "t.csv"]);
}
