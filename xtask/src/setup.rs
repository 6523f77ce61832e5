//! Installs what the tests need and the machine lacks: Debian packages and a Python environment.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{error::Error, workspace, workspace::Workspace};

/// A need: how to see that it is met, and the Debian package that meets it.
struct Need {
    probe: &'static [&'static str],
    package: &'static str,
}

const NEEDS: &[Need] = &[
    Need {
        probe: &["git", "--version"],
        package: "git",
    },
    Need {
        probe: &["bwrap", "--version"],
        package: "bubblewrap",
    },
    Need {
        probe: &["python3", "-c", "import ensurepip, venv"],
        package: "python3-venv",
    },
    Need {
        probe: &["unzip", "-v"],
        package: "unzip",
    },
    Need {
        probe: &["openssl", "version"],
        package: "openssl",
    },
    Need {
        probe: &["setfacl", "--version"],
        package: "acl",
    },
    Need {
        probe: &["strace", "-V"],
        package: "strace",
    },
    Need {
        probe: &["faketime", "--version"],
        package: "faketime",
    },
    Need {
        probe: &["zsh", "--version"],
        package: "zsh",
    },
    Need {
        probe: &["fish", "--version"],
        package: "fish",
    },
    Need {
        probe: &["chromium", "--version"],
        package: "chromium",
    },
    Need {
        probe: &["chromedriver", "--version"],
        package: "chromium-driver",
    },
];

/// What carries axe-core, which judges the pages of the console. The rest of the package, and what it
/// needs, is not for us.
const AXE: &str = "axe-playwright-python==0.1.8";

/// Makes every program of the tests available.
pub(crate) fn programs() -> Result<(), Error> {
    let missing: Vec<&str> = NEEDS
        .iter()
        .filter(|need| !works(need.probe))
        .map(|need| need.package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !(works(&["apt-get", "--version"]) && is_root()) {
        return Err(Error::Other(format!(
            "the tests need programs that are not installed; as root run:\n  apt-get install {list}\nthen start again"
        )));
    }
    println!("installing {list}");
    apt(&["update", "--quiet=2"])?;
    let mut install = vec!["install", "--quiet=2", "--yes", "--no-install-recommends"];
    install.extend(&missing);
    apt(&install)
}

/// The Python with the pinned clients of `tests/requirements.txt`, made anew when they change.
pub(crate) fn python(workspace: &Workspace) -> Result<PathBuf, Error> {
    let home = workspace.target.join("venv");
    let python = home.join("bin/python");
    let stamp = home.join("requirements.txt");
    let wanted = workspace.read("tests/requirements.txt")? + AXE;
    if fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(python);
    }
    println!("installing tests/requirements.txt into {}", home.display());
    workspace::run(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&home),
    )?;
    workspace::run(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(workspace.root.join("tests/requirements.txt")),
    )?;
    workspace::run(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--no-deps"])
            .args(["--disable-pip-version-check", AXE]),
    )?;
    fs::write(&stamp, wanted).map_err(Error::file(&stamp))?;
    Ok(python)
}

fn apt(args: &[&str]) -> Result<(), Error> {
    workspace::run(
        Command::new("apt-get")
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

fn works(probe: &[&str]) -> bool {
    Command::new(probe[0])
        .args(&probe[1..])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|done| done.stdout.trim_ascii() == b"0")
}
