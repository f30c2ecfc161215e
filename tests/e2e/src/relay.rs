//! A second address of the server that can fail as a network does. A browser's own offline switch does not reach
//! service workers in every engine.

use crate::variable;
use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A relay that passes data on until it is stopped.
#[derive(Debug)]
pub struct Relay {
    address: String,
    /// The connections of browsers; `None` while the relay is stopped.
    open: Arc<Mutex<Option<Vec<TcpStream>>>>,
}

impl Relay {
    /// Listens on any free port of this machine.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("there is no free port");
        let address = format!("http://{}", listener.local_addr().expect("the relay does not know its port"));
        let server = variable("CE_BASE_URL").trim_start_matches("http://").trim_end_matches('/').to_owned();
        let open = Arc::new(Mutex::new(Some(Vec::new())));
        let streams = Arc::clone(&open);
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                // A stopped relay accepts and drops connections, which browsers take for being offline.
                let Some(streams) = &mut *lock(&streams) else { continue };
                let (Ok(kept), Ok(server)) = (browser.try_clone(), TcpStream::connect(&server)) else { continue };
                streams.push(kept);
                pass_on(&browser, &server);
                pass_on(&server, &browser);
            }
        });
        Self { address, open }
    }

    /// Returns the address without a slash at the end.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Drops all connections, also new ones, until the relay resumes.
    pub fn stop(&self) {
        for stream in lock(&self.open).take().into_iter().flatten() {
            // A connection that has ended already is no fault here.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Resumes.
    pub fn go_on(&self) {
        lock(&self.open).get_or_insert_default();
    }
}

fn pass_on(from: &TcpStream, to: &TcpStream) {
    let (Ok(mut from), Ok(mut to)) = (from.try_clone(), to.try_clone()) else { return };
    thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
