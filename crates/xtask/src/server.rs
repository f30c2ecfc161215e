//! A small static server over HTTP/1.1, for developing and for tests: one thread a connection, nothing but the standard
//! library, and never reachable from another machine.

use crate::brotli;
use crate::error::{Error, Outcome};
use crate::routes::{self, Fault, Mount, NO_WASM_CSP, PROBE, Resource, STRICT_CSP, STRICT_PERMISSIONS};
use std::collections::HashSet;
use std::fmt::Display;
use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// The most that the head of a request may have. Browsers stay far below.
const HEAD_LIMIT: u64 = 32 * 1024;

/// The folders that are served, and how.
#[derive(Debug)]
pub struct Site {
    mounts: Vec<Mount>,
    /// Present if what compresses well is to be sent compressed.
    brotli: Option<brotli::Cache>,
    held: Held,
}

/// Files that are held back until somebody asks for them to come.
#[derive(Debug, Default)]
struct Held {
    /// The names that have been asked for. The files of a name come once and for all.
    coming: Mutex<HashSet<String>>,
    more: Condvar,
}

impl Held {
    fn let_come(&self, name: &str) {
        self.coming.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        self.more.notify_all();
    }

    /// Ends when they may come. A client that gives up before leaves a thread behind until the program ends.
    fn wait(&self, name: &str) {
        let coming = self.coming.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.more.wait_while(coming, |coming| !coming.contains(name)));
    }
}

impl Site {
    pub fn new(mounts: Vec<Mount>, brotli: bool) -> Self {
        Self { mounts, brotli: brotli.then(brotli::Cache::default), held: Held::default() }
    }
}

/// Takes a port of this machine; 0 stands for any that is free.
pub fn bind(port: u16) -> Outcome<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Error::new(match error.kind() {
            ErrorKind::AddrInUse => format!(
                "Port {port} is in use by another program. Stop that program, or choose another port: \
                 `cargo xtask serve --port {}`.",
                port.checked_add(1).unwrap_or(8081)
            ),
            _ => format!("Could not listen on port {port}: {error}. Choose another with --port."),
        })
    })
}

/// The address that a listener answers under, without a slash at the end.
pub fn address(listener: &TcpListener) -> Outcome<String> {
    match listener.local_addr() {
        Ok(address) => Ok(format!("http://{address}")),
        Err(error) => Err(Error::new(format!("The server does not know its own port: {error}. Try again."))),
    }
}

/// Answers requests from now on, in threads of its own, until the program ends.
pub fn start(listener: TcpListener, site: Site) {
    let site = Arc::new(site);
    thread::spawn(move || {
        // A connection that fails before it is made concerns the browser, which will ask again.
        for stream in listener.incoming().flatten() {
            let site = Arc::clone(&site);
            thread::spawn(move || {
                // A reader who goes away in the middle of an answer is not an error here.
                let _ = serve_connection(&stream, &site);
            });
        }
    });
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Request {
    method: String,
    target: String,
    accepts_brotli: bool,
    /// A page in a sandbox asks, which has an origin of its own that is like no other.
    from_sandbox: bool,
    /// The connection ends after the answer, because the client says so or because a body follows that nobody reads.
    last: bool,
}

#[derive(Debug)]
struct Response {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Arc<Vec<u8>>,
}

impl Response {
    /// An answer that is itself a sentence.
    fn sentence(status: &'static str, sentence: &str) -> Self {
        let page = format!("<!doctype html><meta charset=\"utf-8\"><title>{status}</title><p>{sentence}</p>\n");
        Self {
            status,
            headers: vec![("Content-Type", "text/html; charset=utf-8".to_owned())],
            body: Arc::new(page.into_bytes()),
        }
    }
}

fn serve_connection(stream: &TcpStream, site: &Site) -> io::Result<()> {
    stream.set_nodelay(true)?;
    // Browsers keep connections open long after they need them.
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader)? {
        let response = respond(site, &request);
        write_response(stream, &request, &response)?;
        if request.last {
            break;
        }
    }
    Ok(())
}

/// The next request, or none if the client has hung up.
fn read_request(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut head = Read::take(&mut *reader, HEAD_LIMIT);
    let mut line = String::new();
    if head.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let mut request = Request {
        method: words.next().unwrap_or_default(),
        target: words.next().unwrap_or_default(),
        ..Request::default()
    };
    request.last = words.next().as_deref() != Some("HTTP/1.1");
    loop {
        line.clear();
        if head.read_line(&mut line)? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let Some((name, value)) = line.split_once(':') else {
            return Ok(Some(request));
        };
        let value = value.trim().to_ascii_lowercase();
        match name.to_ascii_lowercase().as_str() {
            "connection" if value.contains("close") => request.last = true,
            "accept-encoding" => {
                request.accepts_brotli =
                    value.split(',').any(|coding| coding.split(';').next().map(str::trim) == Some("br"));
            }
            "origin" => request.from_sandbox = value == "null",
            "content-length" if value != "0" => request.last = true,
            "transfer-encoding" => request.last = true,
            _ => {}
        }
    }
}

fn respond(site: &Site, request: &Request) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        let words = "This server only hands out files: ask with GET or HEAD.";
        return Response::sentence("405 Method Not Allowed", words);
    }
    if let Some(name) = routes::after_sign(&request.target, "coming") {
        site.held.let_come(name);
        return Response::sentence("200 OK", "These files come now.");
    }
    match routes::resolve(&site.mounts, &request.target) {
        Resource::File { path, strict_csp, probed, shared, forbids_wasm, fault } => {
            if fault == Some(Fault::Hanging) {
                site.held.wait(routes::after_sign(&request.target, "hanging").unwrap_or_default());
            }
            let probed = probed && routes::media_type(&path).starts_with("text/html");
            let mut response = if probed { probed_page(&path) } else { respond_with_file(site, request, &path) };
            if shared {
                response.headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
            } else if request.from_sandbox {
                // Modules and wasm of an essay in a sandboxed frame are those of another site to it.
                response.headers.push(("Access-Control-Allow-Origin", "null".to_owned()));
            }
            if strict_csp {
                response.headers.push(("Content-Security-Policy", STRICT_CSP.to_owned()));
                response.headers.push(("Permissions-Policy", STRICT_PERMISSIONS.to_owned()));
            }
            if forbids_wasm {
                response.headers.push(("Content-Security-Policy", NO_WASM_CSP.to_owned()));
            }
            if fault == Some(Fault::Mistyped) {
                response.headers.retain(|(name, _)| *name != "Content-Type");
                response.headers.push(("Content-Type", "text/plain".to_owned()));
            }
            response
        }
        Resource::Redirect(to) => {
            let mut response = Response::sentence("301 Moved Permanently", "This folder's address ends with a slash.");
            response.headers.push(("Location", to));
            response
        }
        Resource::NotFound => Response::sentence(
            "404 Not Found",
            "There is no such file here. If it should come from a build, look whether the build has ended well.",
        ),
        Resource::Refused => Response::sentence("400 Bad Request", "This path does not lead to a file of this site."),
    }
}

fn respond_with_file(site: &Site, request: &Request, path: &Path) -> Response {
    let media_type = routes::media_type(path);
    let mut headers = vec![("Content-Type", media_type.to_owned())];
    let cache = site.brotli.as_ref().filter(|_| routes::is_compressible(media_type));
    let body = match cache {
        None => fs::read(path).map(Arc::new).map_err(|error| error.to_string()),
        Some(cache) => {
            headers.push(("Vary", "Accept-Encoding".to_owned()));
            if request.accepts_brotli {
                headers.push(("Content-Encoding", "br".to_owned()));
                cache.get(path).map_err(|failure| format!("{failure:?}"))
            } else {
                fs::read(path).map(Arc::new).map_err(|error| error.to_string())
            }
        }
    };
    match body {
        Ok(body) => Response { status: "200 OK", headers, body },
        Err(cause) => unreadable(path, &cause),
    }
}

fn probed_page(path: &Path) -> Response {
    match fs::read_to_string(path) {
        Ok(page) => Response {
            status: "200 OK",
            headers: vec![("Content-Type", routes::media_type(path).to_owned())],
            body: Arc::new(page.replacen("<head>", &format!("<head>{PROBE}"), 1).into_bytes()),
        },
        Err(cause) => unreadable(path, &cause),
    }
}

fn unreadable(path: &Path, cause: &dyn Display) -> Response {
    eprintln!("Could not serve {}: {cause}.", path.display());
    Response::sentence("500 Internal Server Error", "This file could not be read; the terminal says why.")
}

fn write_response(mut stream: &TcpStream, request: &Request, response: &Response) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {}\r\nContent-Length: {}\r\n", response.status, response.body.len());
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("Cache-Control: no-cache\r\n");
    head.push_str(if request.last { "Connection: close\r\n\r\n" } else { "Connection: keep-alive\r\n\r\n" });
    let mut message = head.into_bytes();
    if request.method != "HEAD" {
        message.extend_from_slice(&response.body);
    }
    stream.write_all(&message)
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
