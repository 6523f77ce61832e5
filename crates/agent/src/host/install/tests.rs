//! Whole installs on a directory that stands in for the machine.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use super::super::layout::{Layout, Pointer};
use super::super::root::Root;
use super::super::spec::Specification;
use super::super::testing::{layout, spec};

struct Host {
    _keep: tempfile::TempDir,
    layout: Layout,
    top: tempfile::TempDir,
}

impl Host {
    fn new() -> Host {
        let (keep, layout) = layout();
        let top = tempfile::tempdir().unwrap();
        Host {
            _keep: keep,
            layout,
            top,
        }
    }

    fn real(&self, path: &str) -> PathBuf {
        self.top.path().join(path.trim_start_matches('/'))
    }

    fn archive(&self, spec: &Specification) -> PathBuf {
        let archive = Layout::archive(&self.layout.deployment(spec));
        fs::create_dir_all(&archive).unwrap();
        archive
    }

    /// Lays out a revision and installs it.
    fn deploy(&self, id: &str, appspec: &str, files: &[&str]) -> Result<(), String> {
        let spec = spec(id);
        let archive = self.archive(&spec);
        for file in files {
            let path = archive.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, format!("{id} {file}")).unwrap();
        }
        let text = format!("version: 0.0\nos: linux\n{appspec}");
        fs::write(archive.join("appspec.yml"), text).unwrap();
        self.install(&spec)
    }

    fn install(&self, spec: &Specification) -> Result<(), String> {
        let root = Root::Prefix(self.top.path().into());
        super::run(&self.layout, &root, spec).map(drop)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.real(path)).unwrap_or_else(|e| format!("{e}"))
    }

    fn mode(&self, path: &str) -> u32 {
        fs::metadata(self.real(path)).unwrap().permissions().mode() & 0o7777
    }
}

const ALL: &str = "files: [{source: /, destination: /srv/app}]\n";

#[test]
fn a_second_install_removes_exactly_what_the_first_made() {
    let host = Host::new();
    host.deploy("d-1", ALL, &["a", "sub/b", "sub/.hidden"])
        .unwrap();
    assert_eq!(host.read("/srv/app/sub/.hidden"), "d-1 sub/.hidden");
    let pointer = host
        .layout
        .read_pointer(&spec("d-1"), Pointer::LastSuccessful)
        .unwrap();
    assert_eq!(pointer, Some(host.layout.deployment(&spec("d-1"))));
    fs::write(host.real("/srv/app/foreign"), "mine").unwrap();
    host.deploy("d-2", ALL, &["a"]).unwrap();
    assert_eq!(host.read("/srv/app/a"), "d-2 a");
    assert!(!host.real("/srv/app/sub").exists());
    assert_eq!(host.read("/srv/app/foreign"), "mine");
    let made = fs::read_to_string(host.layout.cleanup(&spec("d-2"))).unwrap();
    assert_eq!(
        made, "/srv/app/a\n/srv/app/appspec.yml\n",
        "the directory stayed, foreign"
    );
}

#[test]
fn a_file_goes_below_the_destination_and_modes_and_links_are_kept() {
    let host = Host::new();
    let archive = host.archive(&spec("d-1"));
    fs::write(archive.join("run.sh"), "x").unwrap();
    fs::set_permissions(archive.join("run.sh"), fs::Permissions::from_mode(0o750)).unwrap();
    fs::create_dir(archive.join("dir")).unwrap();
    fs::write(archive.join("dir/f"), "f").unwrap();
    fs::create_dir(archive.join("links")).unwrap();
    symlink("../run.sh", archive.join("links/file")).unwrap();
    symlink("../dir", archive.join("links/dir")).unwrap();
    let appspec = "files:\n  - {source: run.sh, destination: /opt/x}\n  - {source: links, destination: /opt/y}\n";
    host.deploy("d-1", appspec, &[]).unwrap();
    assert_eq!(host.mode("/opt/x/run.sh"), 0o750);
    assert_eq!(
        fs::read_link(host.real("/opt/y/file")).unwrap(),
        Path::new("../run.sh")
    );
    assert!(
        !host.real("/opt/y/dir").is_symlink(),
        "a linked directory is copied"
    );
    assert_eq!(host.read("/opt/y/dir/f"), "f");
}

#[test]
fn what_exists_is_refused_replaced_or_kept() {
    let host = Host::new();
    fs::create_dir_all(host.real("/srv/app")).unwrap();
    fs::write(host.real("/srv/app/a"), "foreign").unwrap();
    let said = host.deploy("d-1", ALL, &["a", "b"]).unwrap_err();
    assert_eq!(
        said,
        "The deployment failed because a specified file already exists at this location: /srv/app/a"
    );
    assert!(
        !host.real("/srv/app/b").exists(),
        "refused before anything was made"
    );

    let retain = format!("file_exists_behavior: RETAIN\n{ALL}");
    host.deploy("d-2", &retain, &["a", "b"]).unwrap();
    assert_eq!(
        (host.read("/srv/app/a"), host.read("/srv/app/b")),
        ("foreign".into(), "d-2 b".into())
    );

    let overwrite = format!("file_exists_behavior: OVERWRITE\n{ALL}");
    host.deploy("d-3", &overwrite, &["a"]).unwrap();
    assert_eq!(host.read("/srv/app/a"), "d-3 a");
    assert!(!host.real("/srv/app/b").exists());
    host.deploy("d-4", ALL, &["a"]).unwrap();
    assert_eq!(host.read("/srv/app/a"), "d-4 a", "a replaced file is ours");
}

#[test]
fn a_refused_install_leaves_the_old_revision_in_place() {
    let host = Host::new();
    host.deploy("d-1", ALL, &["a"]).unwrap();
    let broken = "files: [{source: gone, destination: /srv/app}]\n";
    let said = host.deploy("d-2", broken, &["a"]).unwrap_err();
    assert!(said.starts_with("No such file or directory - "), "{said}");
    fs::write(host.real("/srv/app/b"), "foreign").unwrap();
    let said = host.deploy("d-3", ALL, &["a", "b"]).unwrap_err();
    assert!(said.ends_with("/srv/app/b"), "{said}");
    assert_eq!(host.read("/srv/app/a"), "d-1 a");
}

#[test]
fn no_source_leads_out_of_the_revision() {
    let host = Host::new();
    let up = "files: [{source: ../../secret, destination: /srv/app}]\n";
    let said = host.deploy("d-1", up, &[]).unwrap_err();
    assert!(said.contains("d-1/deployment-archive/secret"), "{said}");
    let archive = host.archive(&spec("d-2"));
    symlink("/etc", archive.join("out")).unwrap();
    let said = host.deploy("d-2", ALL, &[]).unwrap_err();
    assert!(said.ends_with("out leads out of the revision"), "{said}");
}

#[test]
fn links_to_directories_are_followed_until_they_lead_in_a_circle() {
    let host = Host::new();
    // Each file or link, and what the link leads to. The directories below a link are plain ones.
    let circles: [&[(&str, &str)]; 4] = [
        &[("circle", ".")],
        &[("a/b/up", "../..")],
        &[("a/way", "../b"), ("b/c/back", "../../a")],
        &[("a/inner", "../b/c"), ("b/c/d/outer", "../../../b")],
    ];
    for (number, links) in circles.iter().enumerate() {
        let id = format!("d-{number}");
        let archive = host.archive(&spec(&id));
        for (link, target) in *links {
            fs::create_dir_all(archive.join(link).parent().unwrap()).unwrap();
            symlink(target, archive.join(link)).unwrap();
        }
        let said = host.deploy(&id, ALL, &[]).unwrap_err();
        assert!(said.contains("in a circle"), "{links:?}: {said}");
    }
    let archive = host.archive(&spec("d-9"));
    fs::create_dir(archive.join("a")).unwrap();
    for (link, target) in [("one", "b"), ("a/two", "../b"), ("a/none", "gone")] {
        symlink(target, archive.join(link)).unwrap();
    }
    host.deploy("d-9", ALL, &["b/c/file"]).unwrap();
    for path in ["b", "one", "a/two"] {
        let file = format!("/srv/app/{path}/c/file");
        assert_eq!(host.read(&file), "d-9 b/c/file", "not a circle: {path}");
    }
    assert!(host.real("/srv/app/a/none").is_symlink());
    // A plain directory on the way does not make what is behind the next link harmless.
    let archive = host.archive(&spec("d-10"));
    fs::create_dir_all(archive.join("a/b/c")).unwrap();
    symlink("../../../../../../neighbour", archive.join("a/b/c/out")).unwrap();
    let neighbour = host.layout.group(&spec("d-10")).join("../neighbour");
    fs::create_dir(&neighbour).unwrap();
    let said = host.deploy("d-10", ALL, &[]).unwrap_err();
    assert!(said.ends_with("c/out leads out of the revision"), "{said}");
}

#[test]
fn impossible_plans_are_refused() {
    let host = Host::new();
    let twice = "files: [{source: a, destination: /x}, {source: sub/a, destination: /x}]\n";
    let said = host.deploy("d-1", twice, &["a", "sub/a"]).unwrap_err();
    assert!(said.contains("for the same destination (/x/a)"), "{said}");
    let under = "files: [{source: a, destination: /x}, {source: sub, destination: /x/a}]\n";
    let said = host.deploy("d-2", under, &["a", "sub/b"]).unwrap_err();
    assert!(said.contains("mkdir command more than once"), "{said}");
    let over = "files: [{source: sub, destination: /x/a}, {source: a, destination: /x}]\n";
    let said = host.deploy("d-3", over, &["a", "sub/b"]).unwrap_err();
    assert!(said.contains("calls for installing the file"), "{said}");
}

#[test]
fn permissions_reach_installed_objects_only() {
    let host = Host::new();
    fs::create_dir_all(host.real("/srv/app")).unwrap();
    fs::write(host.real("/srv/app/older.sh"), "").unwrap();
    let before = host.mode("/srv/app/older.sh");
    let appspec = format!(
        "{ALL}permissions:\n  - {{object: /srv/app/, pattern: '*.sh', except: [b.sh], mode: 700}}\n  \
         - {{object: /srv/app/sub, type: [file], mode: 0600}}\n  \
         - {{object: /srv/app/a, mode: 640}}\n  - {{object: /nowhere, mode: 777}}\n"
    );
    host.deploy("d-1", &appspec, &["a", "a.sh", "b.sh", "sub/deep/c.sh"])
        .unwrap();
    assert_eq!(host.mode("/srv/app/a.sh"), 0o700);
    assert_ne!(host.mode("/srv/app/b.sh"), 0o700);
    assert_eq!(host.mode("/srv/app/sub/deep/c.sh"), 0o600);
    assert_eq!(host.mode("/srv/app/a"), 0o640);
    assert_eq!(host.mode("/srv/app/older.sh"), before);
    let twice = format!(
        "{ALL}permissions: [{{object: /srv/app, mode: 700}}, {{object: /srv/app/a, mode: 600}}]\n"
    );
    let said = host.deploy("d-2", &twice, &["a"]).unwrap_err();
    assert!(
        said.contains("(/srv/app/a) is specified more than once"),
        "{said}"
    );
    let pattern = format!("{ALL}permissions: [{{object: /srv/app/a, pattern: '*', mode: 700}}]\n");
    let said = host.deploy("d-3", &pattern, &["a"]).unwrap_err();
    assert!(said.contains("with an invalid pattern (*)"), "{said}");
    let nobody = format!("{ALL}permissions: [{{object: /srv/app, owner: no-such-user}}]\n");
    let said = host.deploy("d-4", &nobody, &["a"]).unwrap_err();
    assert!(said.contains("the user no-such-user"), "{said}");
}

#[test]
fn an_install_killed_half_way_is_simply_done_again() {
    let host = Host::new();
    host.deploy("d-1", ALL, &["a", "old"]).unwrap();
    host.deploy("d-2", ALL, &["a", "sub/b", "c"]).unwrap();
    let spec = spec("d-2");
    // As after a kill between any two instructions: the list is whole, the files are not.
    let made = fs::read_to_string(host.layout.cleanup(&spec)).unwrap();
    let paths: Vec<&str> = made.lines().collect();
    for kept in 0..=paths.len() {
        for path in paths[kept..].iter().rev() {
            let real = host.real(path);
            if real.is_dir() {
                fs::remove_dir(real).unwrap()
            } else {
                let _ = fs::remove_file(real);
            }
        }
        host.install(&spec).unwrap();
        assert_eq!(host.read("/srv/app/sub/b"), "d-2 sub/b");
        assert!(!host.real("/srv/app/old").exists());
        assert_eq!(
            fs::read_to_string(host.layout.cleanup(&spec)).unwrap(),
            made
        );
    }
    // The last line of a list cut off by a crash of the machine is not trusted.
    fs::write(host.layout.cleanup(&spec), "/srv/app/a\n/srv/ap").unwrap();
    let said = host.install(&spec).unwrap_err();
    assert!(said.contains("already exists"), "{said}");
}
