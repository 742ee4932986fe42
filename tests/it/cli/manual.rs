//! The manual page and the completion scripts.

use std::process::Command;

use importai_reader::search::query::FIELDS;

use super::User;
use crate::support::Failures;

const COMMANDS: [&str; 11] =
    ["list", "search", "stories", "show", "citations", "digest", "trends", "related", "doctor", "completions", "man"];

#[test]
fn the_manual_has_every_command_option_and_field() {
    let page = User::new().run(&["man"]).fine();
    let mut table = Failures::default();
    table.unless(page.contains("\n.TH importai-reader 1 "), || "no title".to_owned());
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXAMPLES", "FILES", "\"EXIT STATUS\""] {
        table.unless(page.contains(&format!("\n.SH {section}\n")), || format!("no {section}"));
    }
    for command in COMMANDS {
        table.unless(page.contains(&format!("\n.SS \"importai-reader {command}")), || format!("no {command}"));
    }
    for option in ["\\-\\-json", "\\-\\-width"] {
        table.unless(page.contains(option), || format!("no {option}"));
    }
    for field in FIELDS {
        table.unless(page.contains(&format!("\\fB{}:\\fR", field.name)), || format!("no {}", field.name));
    }
    // Nothing of the machine that printed it.
    table.unless(page.contains("~/.config/importai\\-reader/config.toml"), || "no settings".to_owned());
    table.unless(!page.contains('\u{1b}') && !page.contains("/work"), || page.clone());
    table.report();
}

#[test]
fn the_manual_can_be_typeset() {
    let user = User::new();
    let page = user.home.write("importai-reader.1", user.run(&["man"]).fine());
    let Ok(output) = Command::new("groff").args(["-man", "-Tutf8", "-ww"]).arg(&page).output() else {
        eprintln!("skipped: groff is not installed");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("less than three weeks old"), "{text}");
}

#[test]
fn every_shell_has_a_script_with_all_commands() {
    let user = User::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = user.run(&["completions", shell]).fine();
        for word in COMMANDS.into_iter().chain(["importai-reader", "json", "width"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let ended = user.run(&["completions", "tcsh"]);
    assert_eq!((ended.code, &*ended.out), (Some(2), ""));
    assert!(ended.err.contains("bash"), "{}", ended.err);
}

#[test]
fn bash_completes_commands_and_options() {
    let user = User::new();
    let script = user.home.write("completions.bash", user.run(&["completions", "bash"]).fine());
    let ask = |words: &str, last: &str| {
        // The function has a name of its own choice.
        let find = "set -- $(complete -p importai-reader); while [[ $1 != -F ]]; do shift; done";
        let typed = format!("COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))");
        let line = format!(". \"$1\"; {find}; {typed}; \"$2\" importai-reader '{last}' x; echo \"${{COMPREPLY[*]}}\"");
        let output = Command::new("bash").args(["-c", &line, "-"]).arg(&script).output().ok()?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(String::from_utf8(output.stdout).unwrap())
    };
    let Some(commands) = ask("importai-reader s", "s") else {
        eprintln!("skipped: bash is not installed");
        return;
    };
    assert_eq!(commands.trim(), "search stories show");
    assert_eq!(ask("importai-reader list --j", "--j").unwrap().trim(), "--json");
}
