//! A directory that stands in for the machine: `--root DIR`.
//!
//! So that several hosts fit on one machine, a deployment to `/srv/app` can be made to write to
//! `DIR/srv/app`. There are two levels. With namespaces the agent and its hooks really see `DIR`
//! as their root, with the system's programs bound into it read-only, and every path simply holds.
//! Where namespaces are not permitted, destinations and permission objects are mapped and hooks
//! get `TOWLINE_ROOT`; a hook that ignores it sees the real machine.

mod namespace;

use std::path::{Component, Path, PathBuf};

/// Where absolute paths of a deployment really are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Root {
    /// Where they say.
    Whole,
    /// Below this directory.
    Prefix(PathBuf),
}

/// A root that has been entered.
#[derive(Debug)]
pub(super) struct Entered {
    pub(super) root: Root,
    /// Where the agent's own directory is seen now.
    pub(super) data: PathBuf,
    /// One sentence for the log.
    pub(super) level: String,
}

/// Makes `directory` the root of this process.
///
/// Must be called while the process has a single thread. `data` stays reachable.
pub(super) fn enter(directory: &Path, data: &Path) -> std::io::Result<Entered> {
    std::fs::create_dir_all(directory)?;
    let (directory, data) = (directory.canonicalize()?, data.canonicalize()?);
    match namespace::enter(&directory, &data) {
        Ok(inside) => Ok(Entered {
            root: Root::Whole,
            data: inside,
            level: format!("root {}: own mount namespace", directory.display()),
        }),
        Err(namespace::Failure::Refused(why)) => Ok(Entered {
            level: format!(
                "root {}: paths are mapped, hooks see the whole machine and get TOWLINE_ROOT ({why})",
                directory.display()
            ),
            root: Root::Prefix(directory),
            data,
        }),
        // Half a namespace is no place to run in.
        Err(namespace::Failure::HalfWay(e)) => Err(e),
    }
}

impl Root {
    /// The real place of `path`; a relative path counts from `/`.
    pub(super) fn real(&self, path: &Path) -> PathBuf {
        let path = clean(path);
        match self {
            Root::Whole => path,
            Root::Prefix(prefix) => match path.strip_prefix("/") {
                Ok(relative) => prefix.join(relative),
                Err(_) => prefix.clone(),
            },
        }
    }

    /// The directory that hooks start in.
    pub(super) fn top(&self) -> &Path {
        match self {
            Root::Whole => Path::new("/"),
            Root::Prefix(prefix) => prefix,
        }
    }
}

/// The absolute path without `.`, `..` and doubled separators; `..` above the root is the root.
pub(super) fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::from("/");
    for part in path.components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::ParentDir => {
                clean.pop();
            }
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_prefix() {
        let root = Root::Prefix("/hosts/a".into());
        for (path, real) in [
            ("/srv/app", "/hosts/a/srv/app"),
            ("/srv/../../../etc/passwd", "/hosts/a/etc/passwd"),
            ("srv//app/.", "/hosts/a/srv/app"),
            ("/", "/hosts/a"),
        ] {
            // Compared as text: paths with and without a final slash count as equal.
            assert_eq!(root.real(Path::new(path)), Path::new(real), "{path}");
        }
        assert_eq!(
            Root::Whole.real(Path::new("srv/app/../x")),
            Path::new("/srv/x")
        );
    }
}
