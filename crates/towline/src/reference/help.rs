//! What `--help` of every command looks like: a snapshot for each. Only tests compile this.

use clap::{Command, CommandFactory};

use crate::terminal::golden;

#[test]
fn every_help_fits_the_terminal() {
    let mut program = crate::Command::command();
    program.build();
    let mut count = 0;
    each("towline", &program, &mut |name, command| {
        // clap breaks no usage: it is a command to type.
        let usage = |line: &str| line.starts_with("Usage: ");
        let shown = golden::all_but(usage, |look| {
            // What is set where this runs does not belong to the picture.
            let command = command.clone().mut_args(|arg| arg.hide_env_values(true));
            let help = command.term_width(look.width).render_long_help();
            match look.colour {
                true => help.ansi().to_string(),
                false => help.to_string(),
            }
        });
        insta::assert_snapshot!(name.replace(' ', "-"), shown);
        count += 1;
    });
    assert!(count > 50, "{count}");
}

fn each(name: &str, command: &Command, look: &mut impl FnMut(&str, &Command)) {
    look(name, command);
    let subcommands = command.get_subcommands();
    for sub in subcommands.filter(|sub| sub.get_name() != "help" && !sub.is_hide_set()) {
        each(&format!("{name} {}", sub.get_name()), sub, look);
    }
}
