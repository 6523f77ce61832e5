//! From an AppSpec file to instructions; whatever can be refused is refused here.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use towline_spec::appspec::{AppSpec, FileExistsBehavior, Kind, Permission};

use super::super::root::{Root, clean};
use super::cleanup::Made;
use super::instruction::{Context, Instruction};

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
        copies: BTreeMap::new(),
        directories: BTreeSet::new(),
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
    copies: BTreeMap<PathBuf, PathBuf>,
    directories: BTreeSet<PathBuf>,
    permitted: HashSet<PathBuf>,
}

impl Planner<'_> {
    /// Plans one entry of `files`; `destination` is clean.
    fn file(&mut self, source: &str, destination: &Path) -> Result<(), String> {
        let relative = clean(Path::new(source));
        let source = self
            .archive
            .join(relative.strip_prefix("/").unwrap_or(&relative));
        if self.inside(&source)?.is_dir() {
            self.ancestors(destination)?;
            return self.directory(&source, destination, &mut Vec::new());
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
        let real = self.root.real(path);
        !self.going.contains(&real) && fs::symlink_metadata(&real).is_ok()
    }

    fn is_directory(&self, path: &Path) -> bool {
        let real = self.root.real(path);
        !self.going.contains(&real) && real.is_dir()
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

    /// Links to directories are followed; `chain` has the real directories that we are in.
    fn directory(
        &mut self,
        source: &Path,
        destination: &Path,
        chain: &mut Vec<PathBuf>,
    ) -> Result<(), String> {
        let real = self.inside(source)?;
        if chain.contains(&real) {
            return Err(format!("the link {} leads in a circle", source.display()));
        }
        chain.push(real);
        if !self.is_directory(destination) {
            self.mkdir(destination)?;
        }
        let read = || -> std::io::Result<Vec<PathBuf>> {
            fs::read_dir(source)?
                .map(|entry| Ok(entry?.path()))
                .collect()
        };
        let mut entries = read().map_err(|e| format!("{}: {e}", source.display()))?;
        entries.sort();
        for entry in entries {
            let target = destination.join(entry.file_name().unwrap_or_default());
            if self.inside(&entry)?.is_dir() {
                self.directory(&entry, &target, chain)?;
            } else {
                self.copy(&entry, &target)?;
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
        self.plan.push(Instruction::Copy {
            source: source.into(),
            destination: destination.into(),
            replace,
        });
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
        let files = self
            .copies
            .keys()
            .filter(|path| clean.covers(path, Kind::File));
        let files: Vec<PathBuf> = files.cloned().collect();
        if !files.is_empty() {
            clean.check_file_acl()?;
        }
        let directories = self.directories.iter();
        let directories = directories.filter(|path| clean.covers(path, Kind::Directory));
        let directories: Vec<PathBuf> = directories.cloned().collect();
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
