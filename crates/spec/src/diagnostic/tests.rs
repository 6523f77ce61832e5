//! How a remark looks.

use super::{Consequences, Diagnostics, Position};

fn one() -> super::Diagnostic {
    let mut all = Diagnostics::new(
        "appspec.yml",
        Consequences {
            error: "the deployment fails",
            warning: "it has no effect",
        },
    );
    assert!(!all.has_errors());
    let at = Position { line: 2, column: 6 };
    all.error(at, "os is \"ubuntu\"", "write linux");
    assert!(all.has_errors());
    all.into_sorted().remove(0)
}

#[test]
fn short_form() {
    insta::assert_snapshot!(one(), @r#"
    error: os is "ubuntu"
     --> appspec.yml:2:6
      = help: write linux
    "#);
}

#[test]
fn long_form_marks_the_column() {
    insta::assert_snapshot!(one().render("version: 0.0\r\nos:  ubuntu\r\n"), @r#"
    error: os is "ubuntu"
     --> appspec.yml:2:6
      |
    2 | os:  ubuntu
      |      ^
      = note: the deployment fails
      = help: write linux
    "#);
}

#[test]
fn a_place_outside_the_text_still_renders() {
    assert_eq!(one().render(""), one().to_string());
}
