//! Hosts that the text of a link names.

use std::net::{Ipv4Addr, Ipv6Addr};

use unicode_normalization::UnicodeNormalization;
use url::Host;

use super::{same_site, without_www};

/// Longer texts are not looked through to their end, in characters.
const MAX_LABEL: usize = 4000;

/// How many lines one word may be broken into.
const MAX_LINES: usize = 16;

/// The ends of domains in use by countries.
const COUNTRIES: &str = "ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw \
    by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm \
    fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm \
    jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr \
    ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro \
    rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv \
    tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw рф 中国";

/// The other ends that readers know as those of domains.
const GENERIC: &str = "com org net edu gov mil int info biz name pro mobi jobs travel museum coop aero asia cat tel post \
    app dev page blog cloud online site website web store shop tech xyz top club live news media press digital agency \
    studio design art space world life today email work works company group team network systems solutions services \
    support software computer codes engineering science academy school university institute education foundation \
    finance financial bank capital fund money insurance exchange trade market markets sale deals health care clinic \
    hospital doctor legal law lawyer tax host hosting link click download chat social community wiki video photo \
    photos gallery music film games game fun icu vip win bid loan men party racing review science stream tube zone \
    example test invalid onion";

/// Ends of domains that are more often those of files. Only `www.`, a path or a scheme makes such a name a host.
const FILES: &str = "cc md ml mm ps py rs sh so tf vi";

/// The first host in the text of a link that does not belong to the site of `host`. A line break in the text stands
/// for a space, or for nothing where it breaks a word.
pub(super) fn other_host(label: &str, host: &str) -> Option<String> {
    // Look-alikes of ASCII, such as full-width letters, become what they look like. Browsers take a Chinese full stop
    // in a host for a dot.
    let label = label.chars().take(MAX_LABEL).nfkc().collect::<String>().replace('。', ".");
    let is_other = |said: &String| !same_site(said, host);
    for word in label.split(|c: char| c.is_whitespace() && c != '\n') {
        let lines: Vec<&str> = word.split('\n').collect();
        let agrees = |lines: &[&str]| {
            let said = named(&lines.concat());
            !said.is_empty() && !said.iter().any(is_other)
        };
        let mut at = 0;
        while at < lines.len() {
            let most = MAX_LINES.min(lines.len() - at);
            if let Some(count) = (1..=most).find(|count| agrees(&lines[at..at + count])) {
                at += count;
                continue;
            }
            if let Some(said) = named(lines[at]).into_iter().find(is_other) {
                return Some(said);
            }
            at += 1;
        }
    }
    None
}

/// The hosts that a word names. What follows a host in an address, such as its path, names none.
fn named(word: &str) -> Vec<String> {
    let mut hosts = Vec::new();
    if let Some((address, _)) = word.split_once("://[").and_then(|(_, rest)| rest.split_once(']'))
        && let Ok(address) = address.parse::<Ipv6Addr>()
    {
        return vec![format!("[{address}]")];
    }
    let is_of_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    let mut done = 0;
    while let Some(start) = word[done..].find(is_of_host).map(|at| done + at) {
        let end = word[start..].find(|c| !is_of_host(c)).map_or(word.len(), |at| start + at);
        let (before, after) = (&word[..start], &word[end..]);
        if let Some(host) = host_of(&word[start..end], before.ends_with("://"), after.starts_with('/')) {
            hosts.push(host);
            let mut after = after.chars();
            let (next, second) = (after.next(), after.next());
            let is_port = next == Some(':') && second.is_some_and(|c| c.is_ascii_digit());
            if is_port || matches!(next, Some('/' | '?' | '#')) {
                break;
            }
        }
        done = end;
    }
    hosts
}

/// The host that a run of its characters is, without `www.`.
fn host_of(run: &str, has_scheme: bool, has_path: bool) -> Option<String> {
    let run = run.trim_matches(['.', '-', '_']).to_owned();
    if let Ok(address) = run.parse::<Ipv4Addr>() {
        return Some(address.to_string());
    }
    if run.is_empty() || !has_scheme && !is_domain(&run, has_path) {
        return None;
    }
    let run = run.to_lowercase();
    let host = Host::parse(&run).map_or(run, |host| host.to_string());
    Some(without_www(&host).to_owned())
}

/// True if a name without a scheme is a domain, and not a file, a version or a word with a dot.
fn is_domain(name: &str, has_path: bool) -> bool {
    let Some((front, end)) = name.rsplit_once('.') else { return false };
    let is_one_case = end.chars().all(char::is_lowercase) || end.chars().all(char::is_uppercase);
    let is_ascii = end.is_ascii();
    // `Node.Then`, where a space is missing, is in two cases. Chinese has no case.
    if front.split('.').any(str::is_empty) || name.contains('_') || is_ascii && !is_one_case {
        return false;
    }
    let end = end.to_lowercase();
    let is_in = |list: &str| list.split(' ').any(|known| known == end);
    if is_in(GENERIC) {
        return true;
    }
    // `10.am` is a time.
    let has_letter = front.chars().any(char::is_alphabetic);
    let is_file = is_in(FILES) && !has_path && !front.starts_with("www.");
    is_in(COUNTRIES) && has_letter && !is_file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_name_another_host() {
        for (label, said) in [
            ("paypal.com", "paypal.com"),
            ("PAYPAL.COM", "paypal.com"),
            ("paypal.com,", "paypal.com"),
            ("paypal.com.", "paypal.com"),
            ("(www.paypal.com)", "paypal.com"),
            ("“paypal.com”", "paypal.com"),
            ("→ paypal.com", "paypal.com"),
            ("→paypal.com", "paypal.com"),
            ("paypal.com login", "paypal.com"),
            ("paypal.com's site", "paypal.com"),
            ("Log in at https://paypal.com/", "paypal.com"),
            ("[image: paypal.com]", "paypal.com"),
            ("ftp://paypal.com", "paypal.com"),
            ("https:\\\\paypal.com", "paypal.com"),
            ("http://intranet/", "intranet"),
            ("paypal\u{2024}com", "paypal.com"),
            ("ｐａｙｐａｌ．ｃｏｍ", "paypal.com"),
            ("paypal。com", "paypal.com"),
            ("p\u{430}ypal.com", "xn--pypal-4ve.com"),
            ("sberbank.ru", "sberbank.ru"),
            ("bit.ly/x", "bit.ly"),
            ("t.me", "t.me"),
            ("docs.rs/serde", "docs.rs"),
            ("www.site.md", "site.md"),
            ("https://192.168.0.1/admin", "192.168.0.1"),
            ("192.168.0.1", "192.168.0.1"),
            ("http://[2001:db8::1]:80/", "[2001:db8::1]"),
            ("a.org or paypal.com", "paypal.com"),
            ("a.org\npaypal.com", "paypal.com"),
            ("jo@paypal.com", "paypal.com"),
            ("a.org@paypal.com", "paypal.com"),
        ] {
            assert_eq!(other_host(label, "a.org").as_deref(), Some(said), "{label}");
        }
    }

    #[test]
    fn labels_that_name_no_other_host() {
        for label in [
            "the data",
            "main.rs",
            "src/main.rs",
            "Node.js",
            "Node.js/Express",
            "README.md, setup.py and run.sh",
            "v1.2.0",
            "see 3.5",
            "1.2.3",
            "e.g. this",
            "i.e.",
            "a.k.a. robots",
            "U.S. and U.K.",
            "Ph.D.",
            "at 10.am",
            "The end.Then more",
            "tf.keras and os.path",
            "index.html",
            "and/or",
            "これは本です。次の話",
            "etc.\nin the wild",
            "a.org",
            "www.a.org/paypal.com",
            "https://a.org:80/x?y=paypal.com",
            "docs.a.org",
            "https://a.or\ng/a/long/address",
            "",
        ] {
            assert_eq!(other_host(label, "a.org"), None, "{label}");
        }
    }
}
