//! The server asked over real connections. This package's own folder stands in for dist/.

use super::*;
use std::io::Cursor;
use std::path::PathBuf;

fn site(brotli: bool) -> Site {
    Site::new(vec![Mount::new("", PathBuf::from(env!("CARGO_MANIFEST_DIR")))], brotli)
}

/// Starts a server, sends these bytes, and returns all that comes back until the connection ends.
fn exchange(request: &str) -> Outcome<String> {
    let told = |error: io::Error| Error::new(error.to_string());
    let listener = bind(0)?;
    let port = listener.local_addr().map_err(told)?.port();
    start(listener, site(false));
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(told)?;
    stream.write_all(request.as_bytes()).map_err(told)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(told)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[test]
fn files_come_with_type_length_and_body() -> Outcome {
    let answer = exchange("GET /Cargo.toml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("Content-Type: text/plain; charset=utf-8\r\n"), "{answer}");
    assert!(answer.contains("Cache-Control: no-cache\r\n"), "{answer}");
    assert!(answer.contains("\r\n\r\n[package]\nname = \"xtask\"\n"), "{answer}");
    assert!(!answer.contains("Content-Security-Policy"), "{answer}");
    Ok(())
}

#[test]
fn one_connection_carries_several_requests() -> Outcome {
    let answer = exchange(
        "HEAD /Cargo.toml HTTP/1.1\r\nHost: x\r\n\r\n\
         GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n\
         GET /src HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )?;
    let statuses: Vec<&str> = answer.lines().filter(|line| line.starts_with("HTTP/1.1")).collect();
    assert_eq!(statuses, ["HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found", "HTTP/1.1 301 Moved Permanently"]);
    assert!(!answer.contains("[package]"), "HEAD has no body: {answer}");
    assert!(answer.contains("There is no such file here."), "{answer}");
    assert!(answer.contains("Location: /src/\r\n"), "{answer}");
    Ok(())
}

#[test]
fn the_strict_policy_is_sent_under_its_prefix() -> Outcome {
    let answer = exchange("GET /csp/Cargo.toml HTTP/1.0\r\n\r\n")?;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains(&format!("Content-Security-Policy: {STRICT_CSP}\r\n")), "{answer}");
    assert!(answer.contains("Permissions-Policy: sync-xhr=()\r\n"), "{answer}");
    Ok(())
}

#[test]
fn a_page_in_a_sandbox_may_load_modules() -> Outcome {
    let ask = |origin: &str| exchange(&format!("GET /Cargo.toml HTTP/1.0\r\nOrigin: {origin}\r\n\r\n"));
    assert!(ask("null")?.contains("Access-Control-Allow-Origin: null\r\n"));
    assert!(!ask("http://elsewhere.invalid")?.contains("Access-Control"));
    let shared = exchange("GET /shared/Cargo.toml HTTP/1.0\r\nOrigin: http://elsewhere.invalid\r\n\r\n")?;
    assert!(shared.contains("Access-Control-Allow-Origin: *\r\n"), "{shared}");
    Ok(())
}

#[test]
fn traversal_and_other_methods_are_refused() -> Outcome {
    let traversal = exchange("GET /../../Cargo.toml HTTP/1.1\r\nConnection: close\r\n\r\n")?;
    assert!(traversal.starts_with("HTTP/1.1 400 "), "{traversal}");
    let post = exchange("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc")?;
    assert!(post.starts_with("HTTP/1.1 405 "), "{post}");
    Ok(())
}

#[test]
fn what_is_held_back_comes_when_it_is_asked_to() {
    let site = Arc::new(site(false));
    let ask = |site: &Site, target: &str| {
        respond(site, &Request { method: "GET".into(), target: target.into(), ..Request::default() })
    };
    let (send, came) = std::sync::mpsc::channel();
    for name in ["one", "other"] {
        let (site, send) = (Arc::clone(&site), send.clone());
        thread::spawn(move || {
            let answer = ask(&site, &format!("/hanging=Cargo~{name}/Cargo.toml"));
            send.send((name, answer.status)).unwrap();
        });
    }
    for name in ["other", "one"] {
        assert_eq!(ask(&site, &format!("/coming=Cargo~{name}/")).status, "200 OK");
        assert_eq!(came.recv().unwrap(), (name, "200 OK"));
    }
}

#[test]
fn a_taken_port_is_told_in_a_sentence() -> Outcome {
    let first = bind(0)?;
    let port = first.local_addr().map_err(|error| Error::new(error.to_string()))?.port();
    let Err(Error::Sentence(sentence)) = bind(port) else {
        return Err(Error::new("the same port was given twice"));
    };
    assert!(sentence.starts_with(&format!("Port {port} is in use by another program.")), "{sentence}");
    Ok(())
}

#[test]
fn brotli_is_sent_to_those_who_accept_it() {
    let site = site(true);
    let request = |accepts_brotli| Request {
        method: "GET".into(),
        target: "/Cargo.toml".into(),
        accepts_brotli,
        last: true,
        ..Request::default()
    };
    let has = |response: &Response, name| response.headers.iter().any(|(header, _)| *header == name);
    let plain = respond(&site, &request(false));
    assert!(has(&plain, "Vary") && !has(&plain, "Content-Encoding"));
    let compressed = respond(&site, &request(true));
    assert!(has(&compressed, "Content-Encoding"));
    assert!(compressed.body.len() < plain.body.len());
    // The second time it comes from memory, not from node.
    assert!(Arc::ptr_eq(&compressed.body, &respond(&site, &request(true)).body));
}

#[test]
fn heads_of_requests_are_understood() -> io::Result<()> {
    let read = |text: &str| read_request(&mut Cursor::new(text.to_owned()));
    let request = read("GET /a HTTP/1.1\r\naccept-encoding: gzip, br;q=0.9\r\n\r\n")?.unwrap_or_default();
    assert_eq!(
        request,
        Request { method: "GET".into(), target: "/a".into(), accepts_brotli: true, ..Request::default() }
    );
    assert!(read("GET /a HTTP/1.1\r\nHost: x\r\n").is_err(), "the head never ends");
    assert_eq!(read("")?, None);
    Ok(())
}
