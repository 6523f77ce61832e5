//! Path patterns: the documented examples, and hostile ones that must stay cheap.

use proptest::prelude::*;

use super::*;

#[test]
fn patterns_match_as_documented() {
    for (pattern, path, expected) in [
        ("a.jar", "a.jar", true),
        ("a.jar", "dir/a.jar", false),
        ("dir/sub/a.jar", "dir/sub/a.jar", true),
        ("./a.jar", "a.jar", true),
        ("dir/*", "dir/a", true),
        ("dir/*", "dir/sub/a", false),
        ("**/*", "a", true),
        ("**/*", ".hidden", true),
        ("**/*", "x/y/.hidden", true),
        ("dir/**/*", "dir/a", true),
        ("dir/**/*", "dir/x/y/a", true),
        ("dir/**/*", "dir", false),
        ("dir/**/*", "other/a", false),
        ("*/f.txt", "x/f.txt", true),
        ("*/f.txt", "f.txt", false),
        ("*/f.txt", "x/y/f.txt", false),
        ("**/f.txt", "f.txt", true),
        ("dir", "dir/a", false),
        ("dir/**", "dir/x/a", true),
        ("my-build*", "my-build", true),
        ("my-build*", "my-build-2", true),
        ("file?.txt", "file1.txt", true),
        ("file?.txt", "file.txt", false),
        ("*.[ch]", "a.[ch]", true),
        ("*.[ch]", "a.c", false),
        ("a*b*c", "aXbYc", true),
        ("a*b*c", "aXbY", false),
        ("**", "a/b", true),
        ("x**y", "xay", true),
        ("x**y", "x/y", false),
    ] {
        assert_eq!(
            Pattern::new(pattern).matches(path),
            expected,
            "{pattern} on {path}"
        );
    }
}

#[test]
fn a_search_begins_at_the_fixed_parts() {
    assert_eq!(Pattern::new("target/x/*.jar").fixed(), "target/x");
    assert_eq!(Pattern::new("**/*").fixed(), "");
    assert!(Pattern::new("a/b").is_literal());
    assert!(!Pattern::new("a/?").is_literal());
}

proptest! {
    #[test]
    fn a_path_matches_itself_and_everything_matches_all(path in "[a-z.]{1,3}[a-z](/[a-z]{1,4}){0,5}") {
        prop_assert!(Pattern::new(&path).matches(&path));
        prop_assert!(Pattern::new("**/*").matches(&path));
    }

    #[test]
    fn hostile_patterns_stay_cheap(pattern in "[*?a/]{0,200}", path in "[a/]{0,200}") {
        Pattern::new(&pattern).matches(&path);
    }
}
