//! Whether a bundle has what its AppSpec file names. What is missing may still be made by a build,
//! so nothing here is an error.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use towline_spec::appspec::{Mention, Use};
use towline_spec::diagnostic::{Consequences, Diagnostic, Diagnostics};

const CONSEQUENCES: Consequences = Consequences {
    error: "the deployment fails on every host",
    warning: "the deployment fails on every host unless something mends it before",
};

/// Bytes of a script that are looked at: its first line.
const HEAD: u64 = 512;

/// What there is to say of the paths that `file` names in the bundle `directory`.
pub(super) fn remarks(file: &str, directory: &Path, mentions: &[Mention]) -> Vec<Diagnostic> {
    let mut out = Diagnostics::new(file, CONSEQUENCES);
    for mention in mentions {
        match place(directory, &mention.path) {
            Err(what) => {
                let fix = "put it into the bundle, or correct the path, which begins at the \
                           directory of the AppSpec file";
                out.warning(mention.at, what, fix);
            }
            Ok(path) => {
                if let Use::Script(event) = &mention.used {
                    script(mention, event, &path, &mut out);
                }
            }
        }
    }
    out.into_sorted()
}

/// Where a path leads, which must be inside.
fn place(directory: &Path, named: &str) -> Result<PathBuf, String> {
    let real = directory.canonicalize().map_err(|e| e.to_string())?;
    let missing = |_| format!("{named:?} is not in the bundle");
    let inside = named.trim_start_matches('/');
    let path = real.join(inside).canonicalize().map_err(missing)?;
    match path.starts_with(&real) {
        true => Ok(path),
        false => Err(format!("{named:?} leads out of the bundle")),
    }
}

fn script(mention: &Mention, event: &str, path: &Path, out: &mut Diagnostics) {
    let named = &mention.path;
    let Ok(meta) = fs::metadata(path) else { return };
    if !meta.is_file() {
        let what = format!("{named:?}, a script of {event}, is no file");
        out.warning(mention.at, what, "name the script itself");
        return;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    if read.is_err() {
        return; // Not to be read by us; the agent is another user.
    }
    let first = head.split_inclusive(|b| *b == b'\n').next().unwrap_or(&[]);
    let binary = head.starts_with(b"\x7fELF");
    if !first.starts_with(b"#!") && !binary {
        let what = format!("{named:?} does not begin with `#!`");
        out.warning(
            mention.at,
            what,
            "begin it with `#!/bin/sh` or `#!/usr/bin/env bash`",
        )
        .why("it runs as a script of /bin/sh, whatever it was written for");
    } else if first.ends_with(b"\r\n") && !binary {
        let what = format!("{named:?} has the line ends of Windows");
        let fix = "store it with line feeds only, for example with `dos2unix`";
        out.warning(mention.at, what, fix)
            .why("no program is called what stands after its `#!`, so it does not start");
    }
    if meta.permissions().mode() & 0o111 == 0 {
        let what = format!("{named:?} is not executable");
        out.warning(mention.at, what, format!("chmod +x {named}"))
            .why("the agent makes it executable on the host; by hand it cannot be tried");
    }
}
