//! How quick the console is in a real browser, and on a large installation. Measured from Python, which
//! drives the browser in the tests, too: `tests/bench_console.py`.

use std::path::Path;

use serde::Deserialize;
use tokio::process::Command;

use crate::Result;
use crate::lab::{Lab, Place};
use crate::measure::{Aim, Line};

/// A line as `bench_console.py` writes it, in milliseconds.
#[derive(Deserialize)]
struct Told {
    what: String,
    value: f64,
    most: Option<f64>,
    against: Option<Held>,
}

#[derive(Deserialize)]
struct Held {
    what: String,
    value: f64,
}

pub(super) async fn take(lab: &Lab) -> Result<Vec<Line>> {
    let python = std::env::var_os("TOWLINE_PYTHON").ok_or("run it by `cargo xtask bench`")?;
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let figures = lab.directory(Place::Disk)?.join("figures.json");
    let mut command = Command::new(python);
    command
        .args(["-m", "pytest", "-q", "bench_console.py"])
        .current_dir(tests)
        .env("TOWLINE_BIN", &lab.program)
        .env("TOWLINE_FIGURES", &figures)
        .kill_on_drop(true);
    let output = command.output().await?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stdout).into());
    }
    let told: Vec<Told> = serde_json::from_slice(&std::fs::read(figures)?)?;
    Ok(told.into_iter().map(line).collect())
}

fn line(told: Told) -> Line {
    let mut line = Line::new(told.what, told.value, "ms");
    if let Some(most) = told.most {
        line = line.aim(Aim::Most(most));
    }
    match told.against {
        Some(held) => line.against(held.what, held.value),
        None => line,
    }
}
