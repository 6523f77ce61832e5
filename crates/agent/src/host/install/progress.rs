//! Carrying out a plan. Directories are made in order; the files that go into them are copied by
//! several threads. What sets permissions comes after all of that, in order, too.

use std::sync::{Mutex, MutexGuard, PoisonError};

use towline_blob::crew;

use super::super::root::Root;
use super::access::Names;
use super::execute::{self, Failure};
use super::instruction::{Copy, Instruction};

/// A plan that was not carried out to its end.
#[derive(Debug)]
pub(super) struct Stopped {
    /// Of the first instruction that failed.
    pub(super) message: String,
    /// For each instruction, whether what it makes is there now.
    pub(super) made: Vec<bool>,
}

/// Carries the plan out. After the first failure nothing new is begun.
pub(super) fn carry_out(plan: &[Instruction], root: &Root) -> Result<(), Stopped> {
    let progress = Mutex::new(Progress::new(plan, root));
    crew::run(plan.len(), || copy_files(&progress));
    let progress = progress.into_inner();
    progress.unwrap_or_else(PoisonError::into_inner).finish()
}

struct Progress<'p> {
    plan: &'p [Instruction],
    root: &'p Root,
    /// Everything before it was begun.
    next: usize,
    /// Copies that found their place busy: to be done when nobody else is at work.
    later: Vec<usize>,
    made: Vec<bool>,
    /// The first instruction of the plan that failed, and why.
    failed: Option<(usize, String)>,
}

fn lock<'g, 'p>(progress: &'g Mutex<Progress<'p>>) -> MutexGuard<'g, Progress<'p>> {
    progress.lock().unwrap_or_else(PoisonError::into_inner)
}

fn copy_files(progress: &Mutex<Progress<'_>>) {
    let root = lock(progress).root;
    loop {
        let copy = lock(progress).next_copy(); // the lock goes at once
        let Some((index, copy)) = copy else {
            return;
        };
        let result = execute::copy_at_once(copy, root);
        lock(progress).ended(index, result);
    }
}

impl<'p> Progress<'p> {
    fn new(plan: &'p [Instruction], root: &'p Root) -> Progress<'p> {
        Progress {
            plan,
            root,
            next: 0,
            later: Vec::new(),
            made: vec![false; plan.len()],
            failed: None,
        }
    }

    /// The next file to copy, with every directory before it made; `None` where no copy follows.
    fn next_copy(&mut self) -> Option<(usize, &'p Copy)> {
        while self.failed.is_none() {
            let index = self.next;
            match self.plan.get(index)? {
                Instruction::Mkdir { directory } => {
                    self.next += 1;
                    let result = execute::make_directory(directory, self.root);
                    self.ended(index, result.map_err(Failure::Refused));
                }
                Instruction::Copy(copy) => {
                    self.next += 1;
                    return Some((index, copy));
                }
                _ => return None,
            }
        }
        None
    }

    fn ended(&mut self, index: usize, result: Result<(), Failure>) {
        match result {
            Ok(()) => self.made[index] = true,
            Err(Failure::Busy) => self.later.push(index),
            Err(Failure::Refused(message)) => {
                // A rule that could not be applied may have been added.
                self.made[index] = matches!(self.plan[index], Instruction::Semanage { .. });
                if self.failed.as_ref().is_none_or(|(first, _)| index < *first) {
                    self.failed = Some((index, message));
                }
            }
        }
    }

    /// Does what the threads left over, one after the other.
    fn finish(mut self) -> Result<(), Stopped> {
        let mut names = Names::default();
        let mut rest = std::mem::take(&mut self.later);
        rest.sort_unstable();
        rest.extend(self.next..self.plan.len());
        for index in rest {
            if self.failed.is_some() {
                break;
            }
            let result = execute::one(&self.plan[index], self.root, &mut names);
            self.ended(index, result.map_err(Failure::Refused));
        }
        match self.failed {
            None => Ok(()),
            Some((_, message)) => Err(Stopped {
                message,
                made: self.made,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};

    use super::*;

    /// So many that several threads copy them, where there are several cores.
    const FILES: usize = 400;

    struct Host(tempfile::TempDir);

    impl Host {
        fn new() -> Host {
            let host = Host(tempfile::tempdir().unwrap());
            fs::create_dir(host.0.path().join("root")).unwrap();
            fs::create_dir(host.0.path().join("archive")).unwrap();
            host
        }

        /// A directory for every 50 files, made before them, and a last instruction of another
        /// kind, which must come last.
        fn plan(&self) -> Vec<Instruction> {
            let mut plan = Vec::new();
            for number in 0..FILES {
                let directory = PathBuf::from(format!("/dir{}", number / 50));
                if number % 50 == 0 {
                    let directory = directory.clone();
                    plan.push(Instruction::Mkdir { directory });
                }
                let source = self.0.path().join(format!("archive/{number}"));
                fs::write(&source, number.to_string()).unwrap();
                plan.push(Instruction::Copy(Copy {
                    source,
                    destination: directory.join(number.to_string()),
                    replace: false,
                }));
            }
            let file = destination(&plan[plan.len() - 1]).to_owned();
            let mode = "4711".into();
            plan.push(Instruction::Chmod { mode, file });
            plan
        }

        fn root(&self) -> Root {
            Root::Prefix(self.0.path().join("root"))
        }

        fn real(&self, instruction: &Instruction) -> PathBuf {
            self.root().real(destination(instruction))
        }

        /// Carries the plan out by way of the list; what went wrong, and what the list says then.
        fn execute(&self, plan: &[Instruction]) -> (String, Vec<String>) {
            let list = self.0.path().join("list");
            let failed = super::super::execute(plan, &self.root(), &list).unwrap_err();
            let list = fs::read_to_string(list).unwrap();
            (failed, list.lines().map(str::to_owned).collect())
        }

        /// Every path below the root that is there, as the list would have it.
        fn there(&self) -> Vec<String> {
            fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
                for entry in fs::read_dir(directory).unwrap() {
                    let path = entry.unwrap().path();
                    found.push(path.clone());
                    if path.is_dir() && !path.is_symlink() {
                        walk(&path, found);
                    }
                }
            }
            let top = self.0.path().join("root");
            let mut found = Vec::new();
            walk(&top, &mut found);
            let shown = |path: &PathBuf| format!("/{}", path.strip_prefix(&top).unwrap().display());
            let mut found: Vec<String> = found.iter().map(shown).collect();
            found.sort();
            found
        }
    }

    fn destination(instruction: &Instruction) -> &Path {
        match instruction {
            Instruction::Mkdir { directory } => directory,
            Instruction::Copy(copy) => &copy.destination,
            Instruction::Chmod { file, .. } => file,
            other => panic!("{other:?}"),
        }
    }

    fn mode(path: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().unwrap().permissions().mode() & 0o7777
    }

    fn sorted(mut list: Vec<String>) -> Vec<String> {
        list.sort();
        list
    }

    #[test]
    fn everything_is_made_whatever_a_killed_install_left() {
        let host = Host::new();
        let plan = host.plan();
        fs::create_dir(host.real(&plan[0])).unwrap();
        let plan = &plan[1..];
        for (number, copy) in plan[..50].iter().enumerate() {
            let name = format!(".towline-new.{number}");
            let leftover = host.real(copy).with_file_name(name);
            match number % 2 {
                0 => fs::write(leftover, "half").unwrap(),
                _ => symlink("/etc/passwd", leftover).unwrap(),
            }
        }
        carry_out(plan, &host.root()).unwrap();
        for number in 0..FILES {
            let path = host
                .root()
                .real(Path::new(&format!("/dir{}/{number}", number / 50)));
            assert!(!path.is_symlink());
            assert_eq!(fs::read_to_string(path).unwrap(), number.to_string());
        }
        assert_eq!(
            host.there().len(),
            FILES + FILES / 50,
            "nothing else is left"
        );
        assert_eq!(mode(&host.real(&plan[plan.len() - 1])), 0o4711);
    }

    #[test]
    fn a_file_of_somebody_elses_is_refused_kept_and_not_on_the_list() {
        for (first, second) in [(57, 58), (120, 131), (333, 398)] {
            let host = Host::new();
            let plan = host.plan();
            let copies: Vec<&Instruction> = plan
                .iter()
                .filter(|one| matches!(one, Instruction::Copy(_)))
                .collect();
            let foreign = [first, second].map(|number| copies[number]);
            // The directories are not the plan's this time, as little as the files.
            let (dirs, plan): (Vec<_>, Vec<_>) = plan
                .iter()
                .cloned()
                .partition(|one| matches!(one, Instruction::Mkdir { .. }));
            dirs.iter()
                .for_each(|one| fs::create_dir(host.real(one)).unwrap());
            for one in foreign {
                fs::write(host.real(one), "theirs").unwrap();
            }
            let (said, list) = host.execute(&plan);
            let place = destination(foreign[0]).display().to_string();
            assert!(
                said.ends_with(&place),
                "the first in the plan's order: {said}"
            );
            for one in foreign {
                assert_eq!(fs::read_to_string(host.real(one)).unwrap(), "theirs");
            }
            let theirs = dirs.iter().chain(foreign).map(destination);
            let theirs: Vec<String> = theirs.map(|path| path.display().to_string()).collect();
            let mut ours = host.there();
            ours.retain(|path| !theirs.contains(path));
            assert_eq!(sorted(list), ours, "exactly what was made");
            assert!(ours.len() >= first, "all before it were begun");
        }
    }

    #[test]
    fn of_two_failures_the_first_in_the_plan_is_told_whichever_came_first() {
        let host = Host::new();
        let (plan, root) = (host.plan(), host.root());
        for order in [[7, 9], [9, 7]] {
            let mut progress = Progress::new(&plan, &root);
            progress.next = 10;
            progress.ended(8, Ok(()));
            for index in order {
                progress.ended(index, Err(Failure::Refused(format!("number {index}"))));
            }
            assert!(progress.next_copy().is_none(), "nothing new is begun");
            let stopped = progress.finish().unwrap_err();
            assert_eq!(stopped.message, "number 7");
            let made: Vec<usize> = (0..plan.len())
                .filter(|index| stopped.made[*index])
                .collect();
            assert_eq!(made, [8]);
        }
        assert!(host.there().is_empty());
    }

    #[test]
    fn the_list_has_what_was_made_before_a_copy_or_a_directory_failed() {
        let host = Host::new();
        let plan = host.plan();
        let Instruction::Copy(copy) = &plan[200] else {
            panic!("{:?}", plan[200]);
        };
        fs::remove_file(&copy.source).unwrap();
        let (said, list) = host.execute(&plan);
        assert!(
            said.starts_with("cannot copy ") && said.contains("No such file"),
            "{said}"
        );
        assert_eq!(sorted(list), host.there());

        let host = Host::new();
        let plan = host.plan();
        let last = plan
            .iter()
            .rev()
            .find(|one| matches!(one, Instruction::Mkdir { .. }));
        let last = host.real(last.unwrap());
        fs::write(&last, "theirs").unwrap();
        let (said, list) = host.execute(&plan);
        assert!(
            said.ends_with("already exists at this location: /dir7"),
            "{said}"
        );
        assert_eq!(fs::read_to_string(last).unwrap(), "theirs");
        let mut ours = host.there();
        ours.retain(|path| path != "/dir7");
        assert_eq!(sorted(list), ours);
        assert_eq!(ours.len(), 350 + 7, "everything that was begun was ended");
    }
}
