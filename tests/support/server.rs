//! A web server on this machine, which answers as a test tells it. It stops by itself.

#![allow(dead_code, reason = "every test file uses its own part of this")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection};

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The path with the query.
    pub path: String,
    /// The lines of the head, in lower case.
    pub head: Vec<String>,
    /// How many requests for the same path came before.
    pub earlier: usize,
    /// The address of the server: `http://127.0.0.1:1234`.
    pub base: String,
}

impl Request {
    /// The value of a header, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
    }
}

/// An answer.
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// The length that is said, if it is not that of the body.
    said: Option<usize>,
    /// The pause after each byte.
    pause: Duration,
}

impl Reply {
    /// A status without anything.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), said: None, pause: Duration::ZERO }
    }

    /// A body of a type.
    pub fn of(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..Self::status(200) }.with("Content-Type", kind)
    }

    /// A feed.
    pub fn feed(body: impl Into<Vec<u8>>) -> Self {
        Self::of("application/rss+xml", body)
    }

    /// A page.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::of("text/html; charset=utf-8", body)
    }

    /// A JSON value.
    pub fn json(body: impl std::fmt::Display) -> Self {
        Self::of("application/json", body.to_string())
    }

    /// A redirect.
    pub fn redirect(status: u16, to: impl Into<String>) -> Self {
        Self::status(status).with("Location", to)
    }

    /// This with another header.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// This with another status.
    pub fn but(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// This with another length said.
    pub fn saying(self, length: usize) -> Self {
        Self { said: Some(length), ..self }
    }

    /// This, slowly.
    pub fn slow(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    fn send(&self, stream: &mut dyn Wire) -> std::io::Result<()> {
        let length = self.said.unwrap_or(self.body.len());
        let mut head = format!("HTTP/1.1 {} X\r\nContent-Length: {length}\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head += &[name, ": ", value, "\r\n"].concat();
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        if self.pause.is_zero() {
            return stream.write_all(&self.body);
        }
        for byte in &self.body {
            stream.write_all(&[*byte])?;
            thread::sleep(self.pause);
        }
        Ok(())
    }
}

/// A running server.
pub struct Server {
    /// `http://127.0.0.1:1234`.
    base: String,
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    stops: Arc<AtomicBool>,
}

impl Server {
    /// Starts a server.
    pub fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        Self::listen("http://127.0.0.1", answer, |stream, serve| serve(&mut &stream))
    }

    /// Starts a server for HTTPS under a name of this machine.
    pub fn start_tls(
        name: &str,
        tls: Arc<ServerConfig>,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::listen(&format!("https://{name}"), answer, move |mut stream, serve| {
            let mut connection = ServerConnection::new(Arc::clone(&tls)).unwrap();
            serve(&mut rustls::Stream::new(&mut connection, &mut stream));
            connection.send_close_notify();
            let _ = connection.complete_io(&mut stream);
        })
    }

    fn listen(
        base: &str,
        answer: impl Fn(&Request) -> Reply + Send + Sync + 'static,
        talk: impl Fn(TcpStream, &dyn Fn(&mut dyn Wire)) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let base = format!("{base}:{}", address.port());
        let (seen, stops) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (all, ends, at) = (Arc::clone(&seen), Arc::clone(&stops), base.clone());
        let serve = Arc::new(move |stream: TcpStream| {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            talk(stream, &|wire| serve(wire, &at, &all, &answer));
        });
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::SeqCst) {
                    return;
                }
                let serve = Arc::clone(&serve);
                thread::spawn(move || serve(stream));
            }
        });
        Self { base, address, seen, stops }
    }

    /// The whole address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    /// The paths of the requests so far.
    pub fn paths(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.path).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stops.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

/// A connection, plain or encrypted.
trait Wire: Read + Write {}

impl<T: Read + Write> Wire for T {}

fn serve(wire: &mut dyn Wire, base: &str, seen: &Mutex<Vec<Request>>, answer: &dyn Fn(&Request) -> Reply) {
    let mut lines = BufReader::new(&mut *wire).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let Some(first) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let head = lines.map(|line| line.to_lowercase()).collect();
    let request = {
        let mut seen = seen.lock().unwrap();
        let earlier = seen.iter().filter(|request| request.path == path).count();
        let request = Request { path, head, earlier, base: base.to_owned() };
        seen.push(request.clone());
        request
    };
    let _ = answer(&request).send(wire);
}
