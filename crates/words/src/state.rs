//! States in the words of all APIs.

/// The state in plain words: `InProgress` and `IN_PROGRESS` are `in progress`. What is foreign in it
/// stays so.
pub fn word(status: &str) -> String {
    let mut words = String::new();
    let shouted = !status.chars().any(char::is_lowercase);
    for (at, c) in status.chars().enumerate() {
        match c {
            '_' => words.push(' '),
            c if c.is_uppercase() && at > 0 && !shouted => {
                words.push(' ');
                words.extend(c.to_lowercase());
            }
            c => words.extend(c.to_lowercase()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_of_all_apis_have_the_same_words() {
        for (status, shown) in [
            ("InProgress", "in progress"),
            ("IN_PROGRESS", "in progress"),
            ("TIMED_OUT", "timed out"),
            ("Superseded", "superseded"),
            ("SUCCEEDED", "succeeded"),
            ("", ""),
        ] {
            assert_eq!(word(status), shown);
        }
    }
}
