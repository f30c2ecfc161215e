//! One module to two, which share memory, tables and globals.
//!
//! A function of the one calls a function of the other through the table. What early code calls of late code is a stub at first: it
//! sees to it that the late module is there, and then calls what that has put into the table.

use crate::names;
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{
    Call, CallIndirect, Const, Instr, InstrSeq, UnaryOp, Value, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut,
};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind, Module,
    RefType, TableId, TypeId, ValType, passes,
};

/// The module from which the early code imports `l`, which brings the late code, and the late code what the early one exports.
const LATE: &str = "./late";

/// How many instructions a function has at least that comes late. A smaller one costs as much where it is missing as where it is.
const SMALLEST: u64 = 20;

type Outcome<T> = Result<T, String>;

/// What is called across the cut, and where it stands in the table.
struct Plan {
    /// All functions of the module itself.
    local: Vec<FunctionId>,
    /// Those that come late.
    late: BTreeSet<FunctionId>,
    /// Late ones that early code calls, or the table or the page refers to.
    up: BTreeSet<FunctionId>,
    /// Where each function stands in the table that is called across the cut.
    slots: BTreeMap<FunctionId, i32>,
    /// The first of the new slots of early functions, and the functions.
    down: (i32, Vec<FunctionId>),
    /// Everything that the late module puts into the table.
    late_slots: Vec<(i32, FunctionId)>,
    /// How many slots the table has.
    size: u64,
}

/// Cuts a module of which `main` and `late` are copies. `is_late` says of a name whether what has it goes.
///
/// # Errors
/// A sentence, where the module is not as rustc, wasm-bindgen and wasm-opt make it.
pub fn cut(mut main: Module, mut late: Module, is_late: &dyn Fn(&str) -> bool) -> Outcome<(Module, Module)> {
    let plan = plan(&main, is_late)?;
    keep_early(&mut main, &plan)?;
    keep_late(&mut late, &plan)?;
    Ok((main, late))
}

fn plan(module: &Module, is_late: &dyn Fn(&str) -> bool) -> Outcome<Plan> {
    let local: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let is_large = |id: &FunctionId| match &module.funcs.get(*id).kind {
        FunctionKind::Local(function) => function.size() >= SMALLEST,
        _ => false,
    };
    let is_named = |id: &FunctionId| is_late(&names::of(module.funcs.get(*id)));
    let late: BTreeSet<FunctionId> = local.iter().copied().filter(|id| is_large(id) && is_named(id)).collect();
    let mut up = BTreeSet::new();
    let mut called_by_late = BTreeSet::new();
    for id in &local {
        for called in calls_of(module, *id) {
            match (late.contains(id), late.contains(&called)) {
                (true, false) => _ = called_by_late.insert(called),
                (false, true) => _ = up.insert(called),
                _ => {}
            }
        }
    }
    for export in module.exports.iter() {
        if let ExportItem::Function(function) = export.item
            && late.contains(&function)
        {
            up.insert(function);
        }
    }
    let mut slots = BTreeMap::new();
    let mut late_slots = vec![];
    for segment in module.elements.iter() {
        let (
            ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. },
            ElementItems::Functions(functions),
        ) = (&segment.kind, &segment.items)
        else {
            return Err("The module fills its table in a way that late-code does not know.".to_owned());
        };
        for (slot, function) in (*offset..).zip(functions) {
            slots.entry(*function).or_insert(slot);
            if late.contains(function) {
                late_slots.push((slot, *function));
                up.insert(*function);
            }
        }
    }
    let table = module.tables.get(function_table(module)?);
    let mut next = i32::try_from(table.initial).map_err(|_| "The module's table is too large.".to_owned())?;
    for function in &up {
        slots.entry(*function).or_insert_with(|| {
            late_slots.push((next, *function));
            next += 1;
            next - 1
        });
    }
    let first = next;
    let new: Vec<FunctionId> = called_by_late.into_iter().filter(|function| !slots.contains_key(function)).collect();
    for function in &new {
        slots.insert(*function, next);
        next += 1;
    }
    late_slots.sort_unstable_by_key(|(slot, _)| *slot);
    Ok(Plan { local, late, up, slots, down: (first, new), late_slots, size: next.unsigned_abs().into() })
}

/// Leaves the early code in a module.
fn keep_early(module: &mut Module, plan: &Plan) -> Outcome<()> {
    let table = function_table(module)?;
    let nothing = module.types.add(&[], &[]);
    let (load, _) = module.add_import_func(LATE, "l", nothing);
    for (number, table) in module.tables.iter().map(|table| table.id()).collect::<Vec<_>>().into_iter().enumerate() {
        module.exports.add(&format!("t{number}"), table);
    }
    for (number, global) in module.globals.iter().map(|global| global.id()).collect::<Vec<_>>().into_iter().enumerate()
    {
        module.exports.add(&format!("g{number}"), global);
    }
    let loaded = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    module.exports.add("l", loaded);

    let mut stubs = BTreeMap::new();
    for function in &plan.up {
        let kind = module.funcs.get(*function).ty();
        let (takes, gives) = (module.types.params(kind).to_vec(), module.types.results(kind).to_vec());
        let arguments: Vec<_> = takes.iter().map(|kind| module.locals.add(*kind)).collect();
        let mut stub = FunctionBuilder::new(&mut module.types, &takes, &gives);
        let mut body = stub.func_body();
        body.global_get(loaded).unop(UnaryOp::I32Eqz).if_else(None, |then| _ = then.call(load), |_| {});
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.i32_const(plan.slot(*function)?).call_indirect(kind, table);
        stubs.insert(*function, stub.finish(arguments, &mut module.funcs));
    }
    let call_stub = |function| stubs.get(&function).map(|stub| vec![Instr::Call(Call { func: *stub })]);
    for function in plan.local.iter().filter(|function| !plan.late.contains(function)) {
        replace_calls(module, *function, &call_stub);
    }
    for export in module.exports.iter_mut() {
        if let ExportItem::Function(function) = &mut export.item
            && let Some(stub) = stubs.get(function)
        {
            *function = *stub;
        }
    }
    for segment in module.elements.iter_mut() {
        if let ElementItems::Functions(functions) = &mut segment.items {
            functions.iter_mut().for_each(|function| *function = stubs.get(function).copied().unwrap_or(*function));
        }
    }
    let (first, down) = &plan.down;
    fill_table(module, table, *first, down.clone());
    resize(module, table, plan.size);
    passes::gc::run(module);
    Ok(())
}

/// Leaves the late code in a module, which takes everything else from the early one.
fn keep_late(module: &mut Module, plan: &Plan) -> Outcome<()> {
    // A copy has other ids for the same functions.
    let ids: Vec<FunctionId> = module.funcs.iter().map(|function| function.id()).collect();
    let here = |function: &FunctionId| {
        ids.get(function.index()).copied().ok_or_else(|| "The two copies of the module differ.".to_owned())
    };
    let table = function_table(module)?;
    module.start = None;
    for export in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    for data in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        module.data.delete(data);
    }
    for segment in module.elements.iter().map(|segment| segment.id()).collect::<Vec<_>>() {
        module.elements.delete(segment);
    }
    for memory in module.memories.iter().map(|memory| memory.id()).collect::<Vec<_>>() {
        let import = module.imports.add(LATE, "memory", memory);
        let memory = module.memories.get_mut(memory);
        memory.data_segments.clear();
        memory.import = Some(import);
    }
    for (number, table) in module.tables.iter().map(|table| table.id()).collect::<Vec<_>>().into_iter().enumerate() {
        let import = module.imports.add(LATE, &format!("t{number}"), table);
        let table = module.tables.get_mut(table);
        table.elem_segments.clear();
        table.import = Some(import);
    }
    for (number, global) in module.globals.iter().map(|global| global.id()).collect::<Vec<_>>().into_iter().enumerate()
    {
        let import = module.imports.add(LATE, &format!("g{number}"), global);
        module.globals.get_mut(global).kind = GlobalKind::Import(import);
    }
    let (loaded, _) = module.add_import_global(LATE, "l", ValType::I32, true, false);

    let mut early: BTreeMap<FunctionId, (i32, TypeId)> = BTreeMap::new();
    for (function, slot) in plan.slots.iter().filter(|(function, _)| !plan.late.contains(function)) {
        let function = here(function)?;
        early.insert(function, (*slot, module.funcs.get(function).ty()));
    }
    let call_slot = |function| {
        let (slot, ty) = *early.get(&function)?;
        Some(vec![Instr::Const(Const { value: Value::I32(slot) }), Instr::CallIndirect(CallIndirect { ty, table })])
    };
    for function in &plan.late {
        replace_calls(module, here(function)?, &call_slot);
    }
    let mut runs: Vec<(i32, Vec<FunctionId>)> = vec![];
    let mut expected = None;
    for (slot, function) in &plan.late_slots {
        match runs.last_mut() {
            Some((_, run)) if expected == Some(*slot) => run.push(here(function)?),
            _ => runs.push((*slot, vec![here(function)?])),
        }
        expected = Some(slot + 1);
    }
    for (first, run) in runs {
        fill_table(module, table, first, run);
    }
    resize(module, table, plan.size);
    let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
    start.func_body().i32_const(1).global_set(loaded);
    module.start = Some(start.finish(vec![], &mut module.funcs));
    passes::gc::run(module);
    Ok(())
}

impl Plan {
    fn slot(&self, function: FunctionId) -> Outcome<i32> {
        self.slots.get(&function).copied().ok_or_else(|| "A function was left out of the table.".to_owned())
    }
}

fn function_table(module: &Module) -> Outcome<TableId> {
    let table = module.tables.iter().find(|table| table.element_ty == RefType::FUNCREF);
    table.map(|table| table.id()).ok_or_else(|| "The module has no table of functions.".to_owned())
}

fn resize(module: &mut Module, table: TableId, size: u64) {
    let table = module.tables.get_mut(table);
    table.initial = size;
    table.maximum = Some(size);
}

fn fill_table(module: &mut Module, table: TableId, first: i32, functions: Vec<FunctionId>) {
    let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(first)) };
    let segment = module.elements.add(kind, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(segment);
}

/// The functions that a function names.
fn calls_of(module: &Module, function: FunctionId) -> BTreeSet<FunctionId> {
    struct Calls(BTreeSet<FunctionId>);
    impl<'a> Visitor<'a> for Calls {
        fn visit_function_id(&mut self, function: &FunctionId) {
            self.0.insert(*function);
        }
    }
    let mut calls = Calls(BTreeSet::new());
    if let FunctionKind::Local(function) = &module.funcs.get(function).kind {
        dfs_in_order(&mut calls, function, function.entry_block());
    }
    calls.0
}

/// Puts other instructions in the place of calls.
fn replace_calls(module: &mut Module, function: FunctionId, with: &dyn Fn(FunctionId) -> Option<Vec<Instr>>) {
    struct Calls<'a>(&'a dyn Fn(FunctionId) -> Option<Vec<Instr>>);
    impl VisitorMut for Calls<'_> {
        fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
            for (instruction, place) in std::mem::take(&mut sequence.instrs) {
                let new = match &instruction {
                    Instr::Call(call) => (self.0)(call.func),
                    _ => None,
                };
                sequence.instrs.extend(new.unwrap_or_else(|| vec![instruction]).into_iter().map(|new| (new, place)));
            }
        }
    }
    if let FunctionKind::Local(function) = &mut module.funcs.get_mut(function).kind {
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut Calls(with), function, entry);
    }
}
