//! Cuts a wasm module at the functions that its source marks with `#[wasm_split]`: `split-wasm MODULE FOLDER`.
//!
//! The module has to be linked with `--emit-relocs`. The folder gets `main.wasm`, which wasm-bindgen then reads, and
//! `split_NAME.wasm` for each mark. The first alone has the functions that both need.

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use wasm_split_cli_support::{Options, transform};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [module, folder] = arguments.as_slice() else {
        return Err("split-wasm takes two arguments: the module, and the folder for its parts.".into());
    };
    let wasm = fs::read(module).map_err(|fault| format!("{} cannot be read: {fault}", module.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    transform(options)?;
    Ok(())
}
