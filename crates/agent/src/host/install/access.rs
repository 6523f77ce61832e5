//! Owners, access control lists and SELinux contexts.

use std::collections::HashMap;
use std::os::unix::fs::{PermissionsExt, lchown};
use std::path::Path;
use std::process::Command;

use super::instruction::Context;

/// User and group numbers that were looked up, for one Install.
#[derive(Default)]
pub(super) struct Names {
    numbers: HashMap<(&'static str, String), u32>,
}

impl Names {
    /// Changes the owner of the object itself, never of what a link leads to.
    pub(super) fn change_owner(
        &mut self,
        owner: Option<&str>,
        group: Option<&str>,
        file: &Path,
    ) -> Result<(), String> {
        let owner = owner
            .map(|name| self.number("passwd", "user", name))
            .transpose()?;
        let group = group
            .map(|name| self.number("group", "group", name))
            .transpose()?;
        lchown(file, owner, group)
            .map_err(|e| format!("cannot change the owner of {}: {e}", file.display()))
    }

    /// Asks the system's own data base, wherever it is (files, LDAP, …); a number is itself.
    fn number(&mut self, base: &'static str, what: &str, name: &str) -> Result<u32, String> {
        if let Some(number) = self.numbers.get(&(base, name.to_owned())) {
            return Ok(*number);
        }
        let output = Command::new("getent")
            .args([base, "--", name])
            .output()
            .map_err(|e| format!("cannot run getent to look up the {what} {name}: {e}"))?;
        let line = String::from_utf8_lossy(&output.stdout).into_owned();
        let found = line
            .split(':')
            .nth(2)
            .and_then(|number| number.trim().parse().ok());
        let number = found.or_else(|| name.parse().ok()).ok_or_else(|| {
            format!(
                "The deployment failed because the {what} {name} in the permissions section of the \
                 AppSpec file does not exist on this host. Create it, or name another one."
            )
        })?;
        self.numbers.insert((base, name.to_owned()), number);
        Ok(number)
    }
}

/// Sets the whole list: the given entries, and those that follow from the object's mode.
pub(super) fn set_acl(acl: &[String], file: &Path) -> Result<(), String> {
    let mode = file
        .metadata()
        .map_err(|e| format!("{}: {e}", file.display()))?
        .permissions()
        .mode();
    let list = full_acl(acl, mode).join(",");
    run(
        "setfacl",
        &["--set", &list],
        file,
        "The deployment failed because of a problem with the acls permission settings in the \
         application specification file for this object",
    )
}

/// Adds the entries that `setfacl --set` demands and the AppSpec file may not name.
fn full_acl(acl: &[String], mode: u32) -> Vec<String> {
    let letters = |shift: u32| -> String {
        [(4, 'r'), (2, 'w'), (1, 'x')]
            .map(|(bit, letter)| {
                if (mode >> shift) & bit != 0 {
                    letter
                } else {
                    '-'
                }
            })
            .iter()
            .collect()
    };
    let (owner, group, other) = (letters(6), letters(3), letters(0));
    let mut list = acl.to_vec();
    let has = |list: &[String], start: &str| list.iter().any(|entry| entry.starts_with(start));
    let named = |prefix: &str| {
        acl.iter().any(|entry| {
            ["user:", "group:"].iter().any(|kind| {
                entry
                    .strip_prefix(prefix)
                    .and_then(|rest| rest.strip_prefix(kind))
                    .is_some_and(|rest| !rest.starts_with(':'))
            })
        })
    };
    list.push(format!("user::{owner}"));
    list.push(format!("group::{group}"));
    list.push(format!("other::{other}"));
    if named("") && !has(acl, "mask:") {
        list.push(format!("mask::{group}"));
    }
    if !has(acl, "default:") {
        return list;
    }
    for (start, rights) in [
        ("default:user::", &owner),
        ("default:group::", &group),
        ("default:other::", &other),
    ] {
        if !has(acl, start) {
            list.push(format!("{start}{rights}"));
        }
    }
    if named("default:") && !has(acl, "default:mask:") {
        let group = list
            .iter()
            .find_map(|entry| entry.strip_prefix("default:group::"));
        let mask = format!("default:mask::{}", group.unwrap_or_default());
        list.push(mask);
    }
    list
}

/// Adds a rule for the object and applies it.
pub(super) fn set_context(context: &Context, file: &Path) -> Result<(), String> {
    let mut args = vec!["fcontext", "-a"];
    if let Some(user) = &context.user {
        args.extend(["-s", user]);
    }
    args.extend(["-t", &context.kind]);
    if let Some(range) = &context.range {
        args.extend(["-r", range]);
    }
    let why = "The deployment failed because the application specification file contains an error \
               in the settings for the context parameter. Update the permissions section of the \
               AppSpec file, and then try again";
    run("semanage", &args, file, why)?;
    run("restorecon", &["-v"], file, why)
}

fn run(program: &str, args: &[&str], file: &Path, why: &str) -> Result<(), String> {
    let shown = format!("{program} {} {}", args.join(" "), file.display());
    let output = match Command::new(program).args(args).arg(file).output() {
        Ok(output) => output,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(format!(
                "{why}: {}. The program {program} is not installed on this host.",
                file.display()
            ));
        }
        Err(e) => return Err(format!("{why}: {}. {shown}: {e}", file.display())),
    };
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{why}: {}. Failed command: {shown}. Exit code: {}. {}",
        file.display(),
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stderr).trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::full_acl;

    fn full(acl: &[&str], mode: u32) -> String {
        let acl: Vec<String> = acl.iter().map(|entry| (*entry).to_owned()).collect();
        full_acl(&acl, mode).join(",")
    }

    #[test]
    fn what_follows_from_the_mode_is_added() {
        assert_eq!(
            full(&["user:bob:rw-"], 0o750),
            "user:bob:rw-,user::rwx,group::r-x,other::---,mask::r-x"
        );
        assert_eq!(
            full(&["mask::r--"], 0o644),
            "mask::r--,user::rw-,group::r--,other::r--"
        );
        assert_eq!(
            full(&["default:user:bob:rwx", "default:group::---"], 0o755),
            "default:user:bob:rwx,default:group::---,user::rwx,group::r-x,other::r-x,\
             default:user::rwx,default:other::r-x,default:mask::---",
        );
    }
}
