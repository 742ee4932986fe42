//! tmp
use importai_reader::*;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args[0] == "show" {
        for f in &args[1..] {
        let s = load::open_file(std::path::Path::new(f)).unwrap();
        let t = std::time::Instant::now();
        let p = load::read_page(&s).unwrap();
        let t1 = t.elapsed();
        let d = render::render(&p, 76, "o");
        let t2 = t.elapsed();
        println!("{}", d.plain_text());
        eprintln!("{t1:?} {t2:?} {:?}", p.post.problems);
        }
        return;
    }
    let roots = load::Roots::open(&args.iter().map(Into::into).collect::<Vec<_>>()).unwrap();
    let t = std::time::Instant::now();
    let mut n = 0;
    let mut lib = archive::Library::default();
    load::load(&load::Archive::Folders(roots), |b| { if n < 3 || b.progress.finished { eprintln!("{:?} {:?}", t.elapsed(), b.progress); } n += 1; lib.add(b.posts); std::ops::ControlFlow::Continue(()) });
    if lib.len() < 100 {
    for id in lib.arrange(&archive::Marks::default(), archive::Sort::default(), archive::Filter::All, None) {
        let p = lib.post(id).unwrap();
        println!("{}\t{}\t{}\t{}\t{}\t{}m\t{:?}", p.date.short(), p.title, p.link.as_deref().unwrap_or("-"), p.domain, p.author, p.length.total(), p.problems);
    }}
}
