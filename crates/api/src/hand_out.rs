//! The identifier of a host command as an agent sees it: the command, and a mark of the one poll
//! that handed it out.
//!
//! Agents send it back as it is. A server that knows the mark can tell an acknowledgement that is
//! told twice from that of another handing-out; an agent that knows the command can tell that it
//! has it already.

/// What stands before the mark.
const SIGN: char = '@';

/// The identifier under which `command` is handed out once; `mark` differs each time.
pub fn hand_out(command: &str, mark: &str) -> String {
    format!("{command}{SIGN}{mark}")
}

/// The command of an identifier, and the mark if there is one.
pub fn handed_out(identifier: &str) -> (&str, Option<&str>) {
    match identifier.rsplit_once(SIGN) {
        // A host's name may hold the sign as well, but the mark is in the last part.
        Some((command, mark)) if !mark.contains('/') => (command, Some(mark)),
        _ => (identifier, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_put_on_and_taken_off() {
        let identifier = hand_out("d-1/web@home/Install/s", "7f");
        assert_eq!(
            handed_out(&identifier),
            ("d-1/web@home/Install/s", Some("7f"))
        );
        let bare = "d-1/web@home/Install/s";
        assert_eq!(handed_out(bare), (bare, None));
        assert_eq!(handed_out(""), ("", None));
    }
}
