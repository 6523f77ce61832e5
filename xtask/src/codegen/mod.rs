//! Generates the wire types. Input is only `crates/api/models`, output `crates/api/src/generated`.

mod import;
mod model;
mod names;
mod operations;
mod shapes;
mod types;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use model::{Model, Shape};

/// Modules in the order of `generated/mod.rs`.
const SERVICES: [&str; 5] = [
    "codebuild",
    "codedeploy",
    "codepipeline",
    "hostcommand",
    "towline",
];

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{path}: {source}")]
    File {
        path: String,
        source: std::io::Error,
    },
    #[error("{path}: {source}")]
    Json {
        path: String,
        source: serde_json::Error,
    },
    #[error("model: {0}")]
    Model(String),
    #[error("rustfmt: {0}")]
    Format(String),
    #[error(
        "generated code differs from the models in: {}; run `cargo xtask codegen`",
        .0.join(", ")
    )]
    Stale(Vec<String>),
}

/// `cargo xtask codegen`.
pub(crate) fn run(check: bool) -> Result<(), Error> {
    let out = root().join("crates/api/src/generated");
    let mut stale = Vec::new();
    for (name, text) in generate()? {
        let path = out.join(&name);
        let text = format(&text)?;
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        if check {
            stale.push(name);
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| file_error(parent, e))?;
        }
        fs::write(&path, text).map_err(|e| file_error(&path, e))?;
    }
    if stale.is_empty() {
        Ok(())
    } else {
        Err(Error::Stale(stale))
    }
}

/// `cargo xtask import-model`.
pub(crate) fn import(service: &str, file: &str) -> Result<(), Error> {
    let path = Path::new(file);
    let mut text = String::new();
    if file == "-" {
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|e| file_error(path, e))?;
    } else {
        text = fs::read_to_string(path).map_err(|e| file_error(path, e))?;
    }
    let source = serde_json::from_str(&text).map_err(|e| json_error(path, e))?;
    let models = root().join("crates/api/models");
    let only = fs::read_to_string(models.join(format!("{service}.operations")))
        .ok()
        .map(|list| list.split_whitespace().map(String::from).collect());
    let model = import::convert(service, &source, only.as_ref())?;
    let target = models.join(format!("{service}.json"));
    let mut text = serde_json::to_string_pretty(&model).map_err(|e| json_error(&target, e))?;
    text.push('\n');
    fs::write(&target, text).map_err(|e| file_error(&target, e))
}

/// All files, unformatted, by path below the output directory.
fn generate() -> Result<BTreeMap<String, String>, Error> {
    let mut files = BTreeMap::new();
    let mut list = String::from(
        "//! Made by `cargo xtask codegen` from `crates/api/models`; do not edit.\n\n",
    );
    for service in SERVICES {
        let path = root().join(format!("crates/api/models/{service}.json"));
        let text = fs::read_to_string(&path).map_err(|e| file_error(&path, e))?;
        let mut model: Model = serde_json::from_str(&text).map_err(|e| json_error(&path, e))?;
        patch(service, &mut model)?;
        list += &format!("pub mod {service};\n");
        let file = |name: &str| format!("{service}/{name}.rs");
        files.insert(file("mod"), operations::module(service, &model));
        files.insert(file("operation"), operations::generate(service, &model)?);
        files.insert(file("requests"), types::requests(service, &model)?);
        files.insert(file("types"), types::others(service, &model)?);
        files.insert(file("shapes"), shapes::generate(service, &model)?);
    }
    files.insert("mod.rs".into(), list);
    Ok(files)
}

/// Replaces whole shapes by those in `<service>.patch.json`: where the live service is known to
/// differ from its published model.
fn patch(service: &str, model: &mut Model) -> Result<(), Error> {
    let path = root().join(format!("crates/api/models/{service}.patch.json"));
    if !path.exists() {
        return Ok(());
    }
    let text = fs::read_to_string(&path).map_err(|e| file_error(&path, e))?;
    let shapes: BTreeMap<String, Shape> =
        serde_json::from_str(&text).map_err(|e| json_error(&path, e))?;
    for (name, shape) in shapes {
        model.shape(&name)?;
        model.shapes.insert(name, shape);
    }
    Ok(())
}

/// The text as rustfmt writes it, so that `cargo fmt` changes nothing.
fn format(text: &str) -> Result<String, Error> {
    let failed = |e: std::io::Error| Error::Format(e.to_string());
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut stdin = child.stdin.take();
    let text = text.to_string();
    // On a thread of its own: a child that writes while it reads would otherwise block both.
    let writer = std::thread::spawn(move || {
        stdin
            .as_mut()
            .map_or(Ok(()), |pipe| pipe.write_all(text.as_bytes()))
    });
    let output = child.wait_with_output().map_err(failed)?;
    match writer.join() {
        Ok(written) => written.map_err(failed)?,
        Err(_) => return Err(Error::Format("the writer failed".into())),
    }
    if !output.status.success() {
        return Err(Error::Format(format!("ended with {}", output.status)));
    }
    String::from_utf8(output.stdout).map_err(|e| Error::Format(e.to_string()))
}

/// The workspace root.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn file_error(path: &Path, source: std::io::Error) -> Error {
    Error::File {
        path: path.display().to_string(),
        source,
    }
}

fn json_error(path: &Path, source: serde_json::Error) -> Error {
    Error::Json {
        path: path.display().to_string(),
        source,
    }
}
