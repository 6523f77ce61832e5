//! Command lines that a person can type to go on.

/// A command line of the given words; those that a shell would take apart are quoted.
pub(super) fn line(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quote(word)).collect();
    quoted.join(" ")
}

fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@=,+".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.into(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn names_with_spaces_and_quotes_survive_a_shell() {
        assert_eq!(
            line(&["aws", "deploy", "web shop", "it's", ""]),
            r"aws deploy 'web shop' 'it'\''s' ''"
        );
    }
}
