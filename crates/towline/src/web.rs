//! `--web`: the page of the console that shows the same. Which page an object has is the console's to
//! say.

use std::process::Stdio;
use std::time::Duration;

use crate::config::Service;
use crate::failure::Failure;
use crate::session::Session;
use crate::terminal::{self, safe};

/// How long a program may take to say that it cannot show the page. A browser stays.
const PATIENCE: Duration = Duration::from_secs(3);
/// What opens a page where $BROWSER says nothing: on Linux, on macOS.
const OPENERS: [&str; 2] = ["xdg-open", "open"];

/// Looking at it in a browser.
#[derive(Debug, Clone, Copy, clap::Args)]
#[group(skip)]
pub(crate) struct Web {
    /// Open its page of the console instead, with $BROWSER, xdg-open or open, and print the address.
    #[arg(long, conflicts_with = "json")]
    web: bool,
}

impl Web {
    /// Whether the page is wanted.
    pub(crate) fn wanted(self) -> bool {
        self.web
    }
}

/// Prints the address of a page and opens it. `kind`, `id` and `name` are those of `Explain`. Without
/// a browser the address is all there is, which is no failure.
pub(crate) async fn open(
    session: &Session,
    kind: &str,
    id: &str,
    name: &str,
) -> Result<(), Failure> {
    let endpoint = session.endpoint(Service::Towline)?;
    let page = towline_console::page(kind, id, name).unwrap_or_else(|| "/console/".into());
    let address = format!("{}{page}", endpoint.trim_end_matches('/'));
    terminal::print(&format!("{}\n", safe(&address)));
    let chosen = std::env::var("BROWSER").unwrap_or_default();
    for command in commands(&chosen, &address) {
        if starts(&command).await {
            return Ok(());
        }
    }
    terminal::tell("no browser could be started; the address is above\n");
    Ok(())
}

/// What may open the address, the best first. $BROWSER is a list with colons, in which `%s` stands for
/// the address, as other programs take it.
fn commands(chosen: &str, address: &str) -> Vec<Vec<String>> {
    let chosen = chosen.split(':').filter(|one| !one.trim().is_empty());
    let command = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_string).collect();
        match words.iter().any(|word| word.contains("%s")) {
            true => words
                .iter_mut()
                .for_each(|word| *word = word.replace("%s", address)),
            false => words.push(address.to_string()),
        }
        words
    };
    chosen.chain(OPENERS).map(command).collect()
}

/// Whether the program is there and did not fail at once.
async fn starts(command: &[String]) -> bool {
    let Some((program, words)) = command.split_first() else {
        return false;
    };
    let started = tokio::process::Command::new(program)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        return false;
    };
    match tokio::time::timeout(PATIENCE, child.wait()).await {
        Ok(status) => status.is_ok_and(|status| status.success()),
        // It shows the page and stays.
        Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_chosen_by_the_variable_before_all_others() {
        let told = |chosen| {
            let all = commands(chosen, "http://h/console/");
            let all: Vec<String> = all.iter().map(|words| words.join(" ")).collect();
            all.join("; ")
        };
        let others = "xdg-open http://h/console/; open http://h/console/";
        assert_eq!(told(""), others);
        let chosen = told("firefox --new-tab:w3m %s -v: ");
        let wanted = "firefox --new-tab http://h/console/; w3m http://h/console/ -v";
        assert_eq!(chosen, format!("{wanted}; {others}"));
    }
}
