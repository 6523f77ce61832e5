//! From an AppSpec file to instructions; whatever can be refused is refused here.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};

use towline_spec::appspec::{AppSpec, FileExistsBehavior, Kind, Permission};

use super::super::root::{Root, clean};
use super::cleanup::Made;
use super::instruction::{Context, Copy, Instruction};

/// Plans the installation of the revision in `archive`; what is on the list `old` counts as gone.
pub(super) fn make(
    archive: &Path,
    appspec: &AppSpec,
    behavior: FileExistsBehavior,
    root: &Root,
    old: &[Made],
) -> Result<Vec<Instruction>, String> {
    let mut planner = Planner {
        archive: &archive
            .canonicalize()
            .map_err(|e| format!("{}: {e}", archive.display()))?,
        behavior,
        root,
        going: going(old, root),
        plan: Vec::new(),
        copies: HashMap::new(),
        directories: HashSet::new(),
        permitted: HashSet::new(),
    };
    for file in &appspec.files {
        planner.file(&file.source, &clean(Path::new(&file.destination)))?;
    }
    for permission in &appspec.permissions {
        planner.permission(permission)?;
    }
    Ok(planner.plan)
}

/// The real paths that the clean-up will remove: files, and directories with nothing else in them.
fn going(old: &[Made], root: &Root) -> HashSet<PathBuf> {
    let mut going = HashSet::new();
    for made in old.iter().rev() {
        let Made::Path(path) = made else { continue };
        let path = root.real(path);
        let stays = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_dir())
            && fs::read_dir(&path).is_ok_and(|mut entries| {
                entries.any(|entry| entry.is_ok_and(|entry| !going.contains(&entry.path())))
            });
        if !stays {
            going.insert(path);
        }
    }
    going
}

struct Planner<'a> {
    /// Canonical.
    archive: &'a Path,
    behavior: FileExistsBehavior,
    root: &'a Root,
    going: HashSet<PathBuf>,
    plan: Vec<Instruction>,
    /// Sources by destination.
    copies: HashMap<PathBuf, PathBuf>,
    directories: HashSet<PathBuf>,
    permitted: HashSet<PathBuf>,
}

impl Planner<'_> {
    /// Plans one entry of `files`; `destination` is clean.
    fn file(&mut self, source: &str, destination: &Path) -> Result<(), String> {
        let relative = clean(Path::new(source));
        let source = self
            .archive
            .join(relative.strip_prefix("/").unwrap_or(&relative));
        let real = self.inside(&source)?;
        if real.is_dir() {
            self.ancestors(destination)?;
            return self.directory(&source, real, destination, &mut Vec::new());
        }
        let name = source.file_name().unwrap_or_default();
        let destination = destination.join(name);
        self.ancestors(&destination)?;
        self.copy(&source, &destination)
    }

    /// What `source` leads to, which must exist and be inside the revision.
    fn inside(&self, source: &Path) -> Result<PathBuf, String> {
        let real = match source.canonicalize() {
            Ok(real) => real,
            // A link to nothing is still a link to copy.
            Err(_) if source.is_symlink() => return Ok(source.into()),
            Err(_) => return Err(format!("No such file or directory - {}", source.display())),
        };
        if real.starts_with(self.archive) {
            Ok(real)
        } else {
            Err(format!("{} leads out of the revision", source.display()))
        }
    }

    /// Whether something will be at `path` when the plan begins.
    fn exists(&self, path: &Path) -> bool {
        self.there(path)
            .is_some_and(|real| fs::symlink_metadata(real).is_ok())
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.there(path).is_some_and(|real| real.is_dir())
    }

    /// The real place of `path`, unless nothing can be there when the plan begins: what the plan
    /// makes itself is not there yet, nor anything below it.
    fn there(&self, path: &Path) -> Option<PathBuf> {
        let fresh = |parent| self.directories.contains(parent);
        if path.parent().is_some_and(fresh) {
            return None;
        }
        let real = self.root.real(path);
        (!self.going.contains(&real)).then_some(real)
    }

    fn ancestors(&mut self, destination: &Path) -> Result<(), String> {
        let mut missing: Vec<&Path> = destination
            .ancestors()
            .skip(1)
            .take_while(|path| !self.exists(path) && *path != Path::new("/"))
            .collect();
        missing.reverse();
        for directory in missing {
            self.mkdir(directory)?;
        }
        Ok(())
    }

    /// Links to directories are followed; `chain` has the real directories that we are in, `real`
    /// becomes one of them.
    fn directory(
        &mut self,
        source: &Path,
        real: PathBuf,
        destination: &Path,
        chain: &mut Vec<PathBuf>,
    ) -> Result<(), String> {
        if chain.contains(&real) {
            return Err(format!("the link {} leads in a circle", source.display()));
        }
        if !self.is_directory(destination) {
            self.mkdir(destination)?;
        }
        let read = || -> std::io::Result<Vec<(OsString, FileType)>> {
            fs::read_dir(source)?
                .map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?))))
                .collect()
        };
        let mut entries = read().map_err(|e| format!("{}: {e}", source.display()))?;
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        chain.push(real.clone());
        for (name, kind) in entries {
            let (source, destination) = (source.join(&name), destination.join(&name));
            // An entry of a directory inside the revision is inside, unless it is a link.
            let inner = match kind.is_symlink() {
                true => Some(self.inside(&source)?).filter(|real| real.is_dir()),
                false => kind.is_dir().then(|| real.join(&name)),
            };
            match inner {
                Some(real) => self.directory(&source, real, &destination, chain)?,
                None => self.copy(&source, &destination)?,
            }
        }
        chain.pop();
        Ok(())
    }

    fn mkdir(&mut self, directory: &Path) -> Result<(), String> {
        let shown = directory.display();
        if let Some(source) = self.copies.get(directory) {
            return Err(format!(
                "The deployment failed because the application specification file includes an \
                 mkdir command more than once for the same destination path ({shown}) from ({}). \
                 Update the files section of the AppSpec file, and then try again.",
                source.display()
            ));
        }
        if self.exists(directory) && !self.is_directory(directory) {
            return Err(already_exists(directory));
        }
        if self.directories.insert(directory.into()) {
            self.plan.push(Instruction::Mkdir {
                directory: directory.into(),
            });
        }
        Ok(())
    }

    fn copy(&mut self, source: &Path, destination: &Path) -> Result<(), String> {
        let replace = self.exists(destination);
        if replace {
            match self.behavior {
                FileExistsBehavior::Disallow => return Err(already_exists(destination)),
                FileExistsBehavior::Retain => return Ok(()),
                FileExistsBehavior::Overwrite if self.is_directory(destination) => {
                    return Err(directory_in_the_way(source, destination));
                }
                FileExistsBehavior::Overwrite => {}
            }
        }
        if let Some(other) = self.copies.get(destination) {
            return Err(format!(
                "The deployment failed because the application specification file specifies two \
                 source files named {} and {} for the same destination ({}). Remove one of the \
                 source file paths from the AppSpec file, and then try again.",
                source.display(),
                other.display(),
                destination.display()
            ));
        }
        if self.directories.contains(destination) {
            return Err(directory_in_the_way(source, destination));
        }
        self.plan.push(Instruction::Copy(Copy {
            source: source.into(),
            destination: destination.into(),
            replace,
        }));
        self.copies.insert(destination.into(), source.into());
        Ok(())
    }

    fn permission(&mut self, permission: &Permission) -> Result<(), String> {
        let object = clean(Path::new(&permission.object));
        if self.copies.contains_key(&object) {
            if permission.kinds.contains(&Kind::File) {
                permission.check_single_file()?;
                self.set(permission, object)?;
            }
            return Ok(());
        }
        if !self.directories.contains(&object) && !self.is_directory(&object) {
            return Ok(());
        }
        let clean = Permission {
            object: object.display().to_string(),
            ..permission.clone()
        };
        let covered = |paths: &mut dyn Iterator<Item = &PathBuf>, kind| {
            let covers = |path: &&PathBuf| clean.covers(path, kind);
            let mut paths: Vec<PathBuf> = paths.filter(covers).cloned().collect();
            paths.sort();
            paths
        };
        let files = covered(&mut self.copies.keys(), Kind::File);
        if !files.is_empty() {
            clean.check_file_acl()?;
        }
        let directories = covered(&mut self.directories.iter(), Kind::Directory);
        for path in files.into_iter().chain(directories) {
            self.set(&clean, path)?;
        }
        Ok(())
    }

    fn set(&mut self, permission: &Permission, file: PathBuf) -> Result<(), String> {
        if !self.permitted.insert(file.clone()) {
            return Err(format!(
                "The deployment failed because the permissions setting for ({}) is specified more \
                 than once in the application specification file. Update the files section of the \
                 AppSpec file, and then try again.",
                file.display()
            ));
        }
        if let Some(mode) = &permission.mode {
            let (mode, file) = (mode.clone(), file.clone());
            self.plan.push(Instruction::Chmod { mode, file });
        }
        if let Some(acls) = &permission.acls {
            let acl = acls.iter().map(ToString::to_string).collect();
            let file = file.clone();
            self.plan.push(Instruction::Setfacl { acl, file });
        }
        if let Some(context) = &permission.context {
            let context = Context {
                user: context.user.clone(),
                kind: context.kind.clone(),
                range: context.range.clone(),
            };
            let file = file.clone();
            self.plan.push(Instruction::Semanage { context, file });
        }
        if permission.owner.is_some() || permission.group.is_some() {
            let (owner, group) = (permission.owner.clone(), permission.group.clone());
            self.plan.push(Instruction::Chown { owner, group, file });
        }
        Ok(())
    }
}

/// DISALLOW's words.
pub(super) fn already_exists(path: &Path) -> String {
    format!(
        "The deployment failed because a specified file already exists at this location: {}",
        path.display()
    )
}

fn directory_in_the_way(source: &Path, destination: &Path) -> String {
    format!(
        "The deployment failed because the application specification file calls for installing the \
         file {}, but a file with that name already exists at the location ({}). Update your \
         AppSpec file or directory structure, and then try again.",
        source.display(),
        destination.display()
    )
}
