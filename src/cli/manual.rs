//! `man` and `completions`: the manual page and the completion scripts, made from the arguments and their help.

use std::io::{self, Write};

use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{args, help};
use crate::search::query::syntax;

/// The exit codes, each with its meaning.
const EXIT_CODES: [(&str, &str); 4] = [
    ("0", "success"),
    ("1", "something failed, a search found nothing, or doctor found something wrong"),
    ("2", "wrong usage"),
    ("128 + N", "ended by signal N"),
];

/// Prints the script that completes the arguments in a shell.
pub(super) fn completions(shell: Shell, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut script = Vec::new();
    // Into memory first: it panics where it cannot write.
    clap_complete::generate(shell, &mut args::command(None), args::NAME, &mut script);
    if shell == Shell::Bash {
        // clap_complete 4.6 spells a name with a hyphen in two ways, so that nothing after a command is completed.
        let text = String::from_utf8_lossy(&script).replace("importai__subcmd__reader", "importai__reader");
        script = text.into_bytes();
    }
    Ok(out.write_all(&script)?)
}

/// Prints the manual page, with all commands on it.
pub(super) fn page(out: &mut dyn Write) -> anyhow::Result<()> {
    let mut command = args::command(None);
    command.build();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut heading = Roff::default();
    heading.control("SH", ["COMMANDS"]).to_writer(out)?;
    for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
        print_command(subcommand, out)?;
    }
    let examples = help::EXAMPLES.map(|(example, what)| (example.to_owned(), what));
    print_rows("EXAMPLES", &examples, out)?;
    print_rows("IMPORTS", &help::imports(), out)?;
    for part in syntax() {
        print_rows(&format!("QUERIES: {}", part.heading.to_uppercase()), &part.rows, out)?;
    }
    print_rows("FILES", &help::files(None), out)?;
    print_rows("EXIT STATUS", &EXIT_CODES.map(|(code, what)| (code.to_owned(), what)), out)?;
    Ok(())
}

/// Prints a command with its arguments.
fn print_command(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    let mut command = command.clone().mut_arg("help", |help| help.hide(true));
    let usage = command.render_usage().to_string();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut roff = Roff::default();
    roff.control("SS", [usage.trim_start_matches("Usage: ")]).text([roman(about)]);
    roff.to_writer(out)?;
    let mut options = Vec::new();
    Man::new(command).render_options_section(&mut options)?;
    // It is part of a section here.
    let options = String::from_utf8_lossy(&options).replace(".SH OPTIONS\n", "");
    out.write_all(options.as_bytes())
}

/// Prints a section with a list. A row without a left side goes on with the one above.
fn print_rows(heading: &str, rows: &[(String, &str)], out: &mut dyn Write) -> io::Result<()> {
    let mut roff = Roff::default();
    roff.control("SH", [heading]);
    for (left, right) in rows {
        if left.is_empty() {
            roff.control("br", []);
        } else {
            roff.control("TP", []).text([bold(left)]);
        }
        roff.text([roman(*right)]);
    }
    roff.to_writer(out)
}
