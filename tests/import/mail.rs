//! Newsletters by mail: messages, mailboxes, folders of messages.

use std::fmt::Write as _;

use crate::User;

/// A message as services send it: plain text and HTML, both quoted-printable, in Latin-1.
const NEWSLETTER: &[u8] = b"Return-Path: <bounce@mail.sea.example>\r\n\
Received: from a by b; Thu, 4 Mar 2021 06:00:00 +0000\r\n\
From: =?utf-8?Q?Caf=C3=A9_Harbour?= <letter@sea.example>\r\n\
To: reader@home.example\r\n\
Subject: =?iso-8859-1?Q?Letter_7:_caf=E9s?= =?utf-8?B?IPCfposgYW5kIGNyYWJz?=\r\n\
Date: Thu, 04 Mar 2021 08:06:07 +0200\r\n\
Message-ID: <abc.7@sea.example>\r\n\
List-Id: \"Harbour letter\" <harbour.sea.example>\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/alternative; boundary=\"xx\"\r\n\
\r\n\
--xx\r\n\
Content-Type: text/plain; charset=iso-8859-1\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\
\r\n\
View this post on the web at https://harbour.sea.example/p/letter-7?utm_source=3Dmail&r=3Dabc=\r\n\
\r\n\
Plain caf=E9.\r\n\
--xx\r\n\
Content-Type: text/html; charset=iso-8859-1\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\
\r\n\
<html><head><title>Window</title><style>p {color:red}</style></head><body><div class=3D\"preheader\" style=3D\"displ=\r\n\
ay:none\">Hidden <div>teaser</div> words</div><!--[if mso]><p>Office</p><![endif]--><p>The caf=E9 is <b>open</b>, se=\r\n\
e <a href=3D\"https://sea.example/menu\">menu</a>.</p><img src=3D\"https://sea.example/crab.jpg\" alt=3D\"A crab\" w=\r\n\
idth=3D\"600\"><img src=3D\"https://track.example/open?u=3D1\" width=3D\"1\" height=3D\"1\"><span style=3D\"font-siz=\r\n\
e:1px;opacity:0\">More hidden</span></body></html>\r\n\
--xx--\r\n";

#[test]
fn a_message() {
    let user = User::new();
    user.home.write("letter", NEWSLETTER);
    assert_eq!(user.import_all(&["letter"]), "letter: 1 new post\n");
    let title = "Letter 7: cafés 🦋 and crabs";
    assert_eq!(
        user.list(),
        [format!(
            "2021-03-04T06:06:07Z | {title} | Café Harbour | https://harbour.sea.example/p/letter-7 | harbour.sea.example"
        )]
    );
    let file = user.file(title);
    assert!(file.contains("\nid: 'mid:abc.7@sea.example'\n") && file.contains("\nsource: 'mail'\n"), "{file}");
    for gone in ["Hidden", "teaser", "hidden", "track.example", "Office", "color:red", "Window", "Plain"] {
        assert!(!file.contains(gone), "{gone}: {file}");
    }
    assert!(file.contains("crab.jpg"), "{file}");
    let text = user.show(title);
    assert!(text.contains("The café is open, see menu[1].") && text.contains("A crab"), "{text}");
}

fn message(number: usize, headers: &str, body: &str) -> String {
    format!(
        "From: Bo Quay <bo@quay{number}.example>\nSubject: Tide {number}\nDate: Fri, {:02} Mar 2021 10:00:00 GMT\n\
         Message-ID: <{number}@quay.example>\n{headers}\n{body}\n",
        number % 28 + 1
    )
}

#[test]
fn charsets_and_plain_text() {
    let user = User::new();
    let head = |charset: &str| format!("MIME-Version: 1.0\nContent-Type: text/html; charset={charset}\n");
    let koi: Vec<u8> =
        [message(1, &head("koi8-r"), "<p>").into_bytes(), b"\xf0\xd2\xc9\xd7\xc5\xd4</p>\n".to_vec()].concat();
    let jis = [message(2, &head("iso-2022-jp"), "<p>").into_bytes(), b"\x1b$B$3$s$K$A$O\x1b(B</p>\n".to_vec()].concat();
    let base64 = message(3, &(head("utf-8") + "Content-Transfer-Encoding: base64\n"), "PHA+R3LDvMOfZTwvcD4=");
    let plain = message(4, "", "Dear reader,\nthe tide <is> low.\n\nSee https://sea.example/tide");
    let wrong = [message(5, &head("no-such-charset"), "<p>x").into_bytes(), b"\xff</p>\n".to_vec()].concat();
    for (name, bytes) in [("1", koi), ("2", jis), ("3", base64.into()), ("4", plain.into()), ("5", wrong)] {
        user.home.write(format!("mail/cur/{name}:2,S"), bytes);
    }
    user.home.write("mail/cur/.hidden", "x");
    assert_eq!(user.import_all(&["mail"]), "mail: 5 new posts\n");
    assert!(user.show("Tide 1").contains("Привет"));
    assert!(user.show("Tide 2").contains("こんにちは"));
    assert!(user.show("Tide 3").contains("Grüße"));
    assert!(user.show("Tide 4").contains("the tide <is> low."), "{}", user.show("Tide 4"));
    assert!(user.show("Tide 5").contains('x'));
    assert_eq!(&*user.post("Tide 4").domain, "quay4.example");
    assert_eq!(user.post("Tide 4").link, None);
}

#[test]
fn a_mailbox() {
    let user = User::new();
    let mut mbox = String::from("\n");
    for number in 1..=3 {
        let body = "Body.\n\n>From the pier.\n>>From twice.\nFrom here on, a sentence at 10:30 in 2021.\n\nFrom now.\n";
        let _ = write!(mbox, "From bo@quay.example Fri Mar  5 10:00:00 2021\n{}\n", message(number, "", body));
    }
    mbox += "From bo@quay.example Fri Mar  5 10:00:00 2021\nFrom: x@y.example\nSubject: Empty\n\n\n\n";
    mbox += "From - Sat Mar 06 10:00:00 2021\n";
    mbox += &message(2, "", "Again.");
    user.home.write("box", mbox.replace('\n', "\r\n"));
    let (code, out, err) = user.import(&["box"]);
    assert_eq!((code, &*out), (Some(1), "box: 3 new posts, 1 there already, 1 refused\n"));
    assert_eq!(err, "importai-reader: box: message 4: it has no text\n");
    let text = user.show("Tide 2");
    assert!(text.contains("From the pier.") && text.contains(">From twice.") && text.contains("From now."), "{text}");
    assert!(text.contains("a sentence at 10:30 in 2021"), "{text}");
    assert!(!user.file("Tide 2").contains("&gt;From the"), "{text}");
}

/// A mailbox is read message by message, within an address space that could not hold it.
#[test]
fn a_large_mailbox_is_not_held_in_memory() {
    use std::io::Write;
    let user = User::new();
    let path = user.home.join("box");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let line = format!("{}\n", "A".repeat(75));
    for number in 1..=8 {
        let attachment = "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n";
        let start = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n";
        writeln!(file, "From a Fri Mar  5 10:00:00 2021").unwrap();
        file.write_all(message(number, start, &format!("--b\n\nWords.\n--b\n{attachment}")).as_bytes()).unwrap();
        // 40 MB each, and the last one is too large.
        let lines = if number == 8 { 1_100_000 } else { 550_000 };
        for _ in 0..lines {
            file.write_all(line.as_bytes()).unwrap();
        }
        file.write_all(b"--b--\n\n").unwrap();
    }
    drop(file);
    let mut program = std::process::Command::new("sh");
    let command = format!("ulimit -v 400000; exec {} import box --into posts", env!("CARGO_BIN_EXE_importai-reader"));
    program.args(["-c", &command]).current_dir(user.home.path()).env_clear().env("HOME", user.home.path());
    let output = crate::support::within_timeout("the program", move || program.output()).unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(out, "box: 7 new posts, 1 refused\n", "{err}");
    assert_eq!(err, "importai-reader: box: message 8: it is larger than 64 MB\n");
}

/// Mails that would take long if each of their elements were looked for to its end.
#[test]
fn elements_that_never_end() {
    let user = User::new();
    let head = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n";
    for (number, part) in
        [(1, "<div style='display:none'>"), (2, "<a href=x>"), (3, "<style>"), (4, "<!--"), (5, "<p hidden>")]
    {
        user.home
            .write(format!("mail/{number}"), message(number, head, &format!("<p>Words.</p>{}", part.repeat(50_000))));
    }
    assert_eq!(user.import_all(&["mail"]), "mail: 5 new posts\n");
    assert!(user.show("Tide 1").contains("Words."));
}

/// The mail of a service that counts clicks: its page on the web is behind one of its own addresses.
#[test]
fn pages_on_the_web() {
    let user = User::new();
    let head =
        "List-Id: <0123456789abcdef0123456789abcdef.7.list-id.mcsv.net>\nMIME-Version: 1.0\nContent-Type: text/html\n";
    let link = |href: &str, text: &str| format!("<p><a href=\"{href}\"><span>{text}</span></a></p><p>Words.</p>");
    for (number, html) in [
        (1, link("https://us1.campaign-archive.com/?e=me&amp;u=1&amp;id=2", "View this email in your browser")),
        (2, link("https://click.example/x/y", "View in browser")),
        (3, link("https://quay3.example/3?utm_source=mail&amp;token=secret#top", "Read online")),
        (4, link("https://quay4.example/other", "Something else")),
        (5, link("javascript:alert(1)", "View in browser")),
    ] {
        user.home.write(format!("mail/{number}"), message(number, head, &html));
    }
    user.import_all(&["mail"]);
    let link = |number: usize| user.post(&format!("Tide {number}")).link.map(|link| link.to_string());
    assert_eq!(link(1).as_deref(), Some("https://us1.campaign-archive.com/?u=1&id=2"));
    assert_eq!(link(3).as_deref(), Some("https://quay3.example/3"));
    assert_eq!((link(2), link(4), link(5)), (None, None, None));
    assert_eq!(&*user.post("Tide 1").domain, "quay1.example");
}
