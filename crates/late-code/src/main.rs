//! Cuts the code that a reader needs later out of the widget's wasm (docs/decisions/0009).
//!
//! `late-code mark IN OUT` makes a module that marks each function as it is entered, in a global that it exports under the function's
//! name. `late-code cut IN NAMES MAIN LATE` makes two modules of one: LATE has the functions that the file NAMES names, one in
//! each line, and MAIN all others. Both want a module with its names, and leave none in what they write.

mod cut;
mod names;

use std::collections::HashSet;
use std::process::ExitCode;
use std::{env, fs};
use walrus::ir::Value;
use walrus::{ConstExpr, Module, ValType};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match *arguments {
        ["mark", from, to] => mark(from, to),
        ["cut", from, names, main, late] => cut(from, names, main, late),
        _ => Err("Say `late-code mark IN OUT` or `late-code cut IN NAMES MAIN LATE`.".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: &str) -> Result<Module, String> {
    Module::from_file(path).map_err(|fault| format!("{path} is no module that can be cut: {fault:#}"))
}

fn write(module: &mut Module, path: &str) -> Result<(), String> {
    for function in module.funcs.iter_mut() {
        function.name = None;
    }
    module.emit_wasm_file(path).map_err(|fault| format!("{path} could not be written: {fault:#}"))
}

fn mark(from: &str, to: &str) -> Result<(), String> {
    let mut module = read(from)?;
    let functions: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for id in functions {
        let global = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
        let function = module.funcs.get_mut(id);
        // Several functions may have one name, but exports may not.
        let name = format!("{}:{}", id.index(), names::of(function));
        if let walrus::FunctionKind::Local(function) = &mut function.kind {
            let mut body = function.builder_mut().func_body();
            body.const_at(0, Value::I32(1)).global_set_at(1, global);
        }
        module.exports.add(&name, global);
    }
    write(&mut module, to)
}

fn cut(from: &str, names_path: &str, main_path: &str, late_path: &str) -> Result<(), String> {
    let names = fs::read_to_string(names_path).map_err(|fault| format!("{names_path} could not be read: {fault}"))?;
    let names: HashSet<&str> = names.lines().collect();
    let (mut main, mut late) = cut::cut(read(from)?, read(from)?, &|name| names.contains(name))?;
    write(&mut main, main_path)?;
    write(&mut late, late_path)
}
