//! A mount namespace in which a directory is the root.
//!
//! The new root is a small file system in memory. The system's directories are bound into it
//! read-only; the other top-level directories (`srv`, `opt`, `var`, `home`, `tmp`, … and whatever else
//! the given directory has) are those of the given directory. A host that needs another one, such
//! as `/data`, gets it by `mkdir DIR/data` before the agent starts.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{StatVfsMountFlags, statvfs};
use rustix::mount::{
    MountFlags, MountPropagationFlags, UnmountFlags, mount, mount_bind, mount_bind_recursive,
    mount_change, mount_remount, unmount,
};
use rustix::thread::UnshareFlags;

/// The machine's own directories, shown read-only.
const SYSTEM: [&str; 14] = [
    "bin", "boot", "etc", "lib", "lib32", "lib64", "libx32", "nix", "sbin", "usr", "sys", "proc",
    "dev", "run",
];
/// Kept as they are: the kernel guards them, and programs write to `/dev/null` and `/dev/shm`.
const KERNEL: [&str; 3] = ["sys", "proc", "dev"];
/// Made even when the machine itself has none.
const HOST: [&str; 7] = ["home", "mnt", "opt", "root", "srv", "tmp", "var"];
/// Where the agent's own directory appears inside.
const DATA: &str = ".towline-agent";

/// Why there is no namespace.
pub(super) enum Failure {
    /// Not permitted here; nothing has changed.
    Refused(io::Error),
    /// Something failed after the process had left the old namespace.
    HalfWay(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::HalfWay(error)
    }
}

impl From<rustix::io::Errno> for Failure {
    fn from(error: rustix::io::Errno) -> Failure {
        Failure::HalfWay(error.into())
    }
}

/// Moves this process into a namespace whose root is `directory`; gives the new path of `data`.
pub(super) fn enter(directory: &Path, data: &Path) -> Result<PathBuf, Failure> {
    separate().map_err(Failure::Refused)?;
    let new = data.join("root");
    fs::create_dir_all(&new)?;
    mount_change(
        "/",
        MountPropagationFlags::PRIVATE | MountPropagationFlags::REC,
    )?;
    mount(
        "tmpfs",
        &new,
        "tmpfs",
        MountFlags::NOSUID | MountFlags::NODEV,
        Some(c"mode=755,size=1m"),
    )
    .map_err(|e| with_path(e, &new))?;
    for name in top_level(directory)? {
        place(&name, directory, &new)?;
    }
    // Without what is mounted below: that is the new root itself.
    let inside = new.join(DATA);
    fs::create_dir(&inside)?;
    mount_bind(data, &inside).map_err(|e| with_path(e, data))?;
    let old = new.join(".old");
    fs::create_dir(&old)?;
    rustix::process::pivot_root(&new, &old)?;
    rustix::process::chdir("/")?;
    unmount("/.old", UnmountFlags::DETACH)?;
    fs::remove_dir("/.old")?;
    // What is written here would be lost with the agent; better that it fails.
    read_only(Path::new("/"))?;
    Ok(Path::new("/").join(DATA))
}

/// Leaves the machine's mount namespace; with a user namespace unless we are root already.
fn separate() -> io::Result<()> {
    if unshare(UnshareFlags::NEWNS).is_ok() {
        return Ok(());
    }
    let (uid, gid) = (rustix::process::geteuid(), rustix::process::getegid());
    unshare(UnshareFlags::NEWUSER | UnshareFlags::NEWNS)?;
    // The same ids inside as outside: hooks run as who they are, without any further right.
    fs::write("/proc/self/setgroups", "deny")?;
    let (uid, gid) = (uid.as_raw(), gid.as_raw());
    fs::write("/proc/self/uid_map", format!("{uid} {uid} 1"))?;
    fs::write("/proc/self/gid_map", format!("{gid} {gid} 1"))
}

#[expect(
    unsafe_code,
    reason = "rustix marks unshare unsafe because of file descriptor tables, which are not touched"
)]
fn unshare(flags: UnshareFlags) -> io::Result<()> {
    // SAFETY: without FILES, no descriptor that other code owns can change.
    unsafe { rustix::thread::unshare_unsafe(flags) }.map_err(Into::into)
}

/// The names to show: the machine's own, what every host has, and what this one has besides.
fn top_level(directory: &Path) -> io::Result<BTreeSet<String>> {
    let mut names: BTreeSet<String> = HOST.iter().map(|name| (*name).into()).collect();
    names.extend(SYSTEM.iter().map(|name| (*name).into()));
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.insert(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

fn place(name: &str, directory: &Path, new: &Path) -> Result<(), Failure> {
    let (real, inside) = (Path::new("/").join(name), new.join(name));
    if !SYSTEM.contains(&name) {
        return host_directory(&directory.join(name), &inside);
    }
    if !real.exists() {
        return Ok(());
    }
    if real.is_symlink() {
        // For example /bin on a machine with everything in /usr.
        return Ok(symlink(fs::read_link(&real)?, &inside)?);
    }
    bind(&real, &inside)?;
    if !KERNEL.contains(&name) {
        read_only(&inside)?;
    }
    Ok(())
}

/// Binds one of the stand-in's own directories.
fn host_directory(outside: &Path, inside: &Path) -> Result<(), Failure> {
    if !outside.exists() {
        fs::create_dir(outside)?;
        if outside.ends_with("tmp") {
            fs::set_permissions(outside, fs::Permissions::from_mode(0o1777))?;
        }
    }
    bind(outside, inside)
}

/// With everything mounted below: a user namespace may not uncover what a mount hides.
fn bind(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir(to)?;
    mount_bind_recursive(from, to).map_err(|e| with_path(e, from))
}

/// Keeps the other flags of the mount, which a user namespace may not clear.
fn read_only(path: &Path) -> Result<(), Failure> {
    let now = statvfs(path)?.f_flag;
    let mut flags = MountFlags::BIND | MountFlags::RDONLY;
    for (set, flag) in [
        (StatVfsMountFlags::NOSUID, MountFlags::NOSUID),
        (StatVfsMountFlags::NODEV, MountFlags::NODEV),
        (StatVfsMountFlags::NOEXEC, MountFlags::NOEXEC),
        (StatVfsMountFlags::NOATIME, MountFlags::NOATIME),
        (StatVfsMountFlags::RELATIME, MountFlags::RELATIME),
    ] {
        if now.contains(set) {
            flags |= flag;
        }
    }
    mount_remount(path, flags, c"").map_err(|e| with_path(e, path))
}

fn with_path(error: rustix::io::Errno, path: &Path) -> Failure {
    let error = io::Error::from(error);
    Failure::HalfWay(io::Error::new(
        error.kind(),
        format!("cannot mount {}: {error}", path.display()),
    ))
}
