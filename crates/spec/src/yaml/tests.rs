//! The tree, its bounds, and what scalars mean.

use super::{Node, parse};
use crate::diagnostic::{Consequences, Diagnostic, Diagnostics, Position};

fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut out = Diagnostics::new(
        "f.yml",
        Consequences {
            error: "it is refused",
            warning: "it has no effect",
        },
    );
    let node = parse(text, &mut out);
    assert_eq!(node.is_none(), out.has_errors(), "no tree without a reason");
    (node, out.into_sorted())
}

fn good(text: &str) -> Node {
    let (node, remarks) = read(text);
    assert_eq!(remarks, [], "{text}");
    node.unwrap()
}

fn refused(text: &str) -> String {
    let (node, remarks) = read(text);
    assert!(node.is_none());
    remarks.last().unwrap().to_string()
}

#[test]
fn scalars_keep_their_spelling_and_place() {
    let node = good("mode: 0644\r\nv: 0.0\r\nlist:\r\n  - 'yes'\r\n  - 3.10\r\n");
    assert_eq!(node.get("mode").unwrap().text(), Some("0644"));
    assert_eq!(node.get("v").unwrap().text(), Some("0.0"));
    let items = node.get("list").unwrap().list().unwrap();
    assert_eq!(items[1].text(), Some("3.10"));
    assert_eq!(items[1].at, Position { line: 5, column: 5 });
    assert_eq!(items[0].boolean(), None, "a quoted text is no boolean");
}

#[test]
fn json_and_a_byte_order_mark_are_read() {
    let node = good("\u{feff}{\n\t\"version\": 0.0,\n\t\"os\": \"linux\",\n\t\"n\": null}");
    assert_eq!(node.get("os").unwrap().text(), Some("linux"));
    assert!(node.get("n").is_none());
}

#[test]
fn yaml_1_1_booleans_and_integers() {
    let scalar = |text: &str| good(&format!("- {text}")).list().unwrap()[0].clone();
    for (text, expected) in [
        ("yes", Some(true)),
        ("Off", Some(false)),
        ("TRUE", Some(true)),
        ("tRue", None),
        ("y", None),
        ("'no'", None),
        ("~", None),
    ] {
        assert_eq!(scalar(text).boolean(), expected, "{text}");
    }
    for (text, expected) in [
        ("300", Some(300)),
        ("010", Some(8)),
        ("0x1F", Some(31)),
        ("0b11", Some(3)),
        ("1_000", Some(1000)),
        ("-5", Some(-5)),
        ("0", Some(0)),
        ("08", None),
        ("+-5", None),
        ("'5'", None),
        ("5s", None),
        ("99999999999999999999", None),
    ] {
        assert_eq!(scalar(text).integer(), expected, "{text}");
    }
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let node = good("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: *a\n");
    let b = node.get("b").unwrap();
    assert_eq!(b.get("x").unwrap().text(), Some("1"));
    assert_eq!(b.get("y").unwrap().text(), Some("3"));
    assert_eq!(node.get("c").unwrap().at, Position { line: 5, column: 4 });
}

#[test]
fn the_last_of_two_equal_keys_wins_with_a_warning() {
    let (node, remarks) = read("a: 1\nb: 2\na: 3\n");
    assert_eq!(node.unwrap().get("a").unwrap().text(), Some("3"));
    insta::assert_snapshot!(remarks[0], @r#"
    warning: the key "a" stands here a second time; this one wins
     --> f.yml:3:1
      = help: keep one of them
    "#);
}

#[test]
fn an_empty_file_is_null() {
    for text in ["", "# nothing\n", "---\n", "~"] {
        assert!(good(text).is_null(), "{text:?}");
    }
}

#[test]
fn an_alias_bomb_is_refused_before_it_costs_anything() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for i in 1..10 {
        let list = vec![format!("*a{}", i - 1); 10].join(", ");
        text += &format!("a{i}: &a{i} [{list}]\n");
    }
    assert!(refused(&text).contains("more than 20000 values"));
    assert!(refused("a: &a [*a]").contains("inside the value"));
    assert!(refused(&"[".repeat(5000)).contains("not valid YAML"));
    let mut chain = String::from("a0: &a0 [x]\n");
    for i in 1..100 {
        chain += &format!("a{i}: &a{i} [*a{}]\n", i - 1);
    }
    assert!(refused(&chain).contains("nested more than 64"));
}

#[test]
fn faults_name_the_line() {
    insta::assert_snapshot!(refused("a: 1\nb: !GetAtt x.y\n"), @r"
    error: the tag !GetAtt has no meaning here
     --> f.yml:2:4
      = help: write the value itself; CloudFormation functions such as !GetAtt work in templates only
    ");
    assert!(refused("a: [1, 2\nb: 3\n").contains("f.yml:2"));
    assert!(refused("? [a]\n: b\n").contains("used as a key"));
    assert!(refused("a: *nope").contains("f.yml:1"));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[-a:{}\\[\\],&*!|>'\"%@ \n\t#?<0-9]{0,80}") {
        read(&text);
    }
}
