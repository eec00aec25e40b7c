import ArgumentParser
import Explorer
import Text

/// The manual page, made of what the program itself knows: `sgscope --generate-manual > sgscope.1`.
enum Manual {
    /// The page in the language of man(7).
    static var text: String {
        let commands = Sgscope.configuration.subcommands.map(CommandHelp.init)
        let shared = CommandHelp.shared(commands)
        var page = [
            ".TH SGSCOPE 1 \"\" \"sgscope \(Sgscope.version)\"", ".SH NAME",
            "sgscope \\- tells what reaches what through AWS security groups, on which port, and why not", ".SH SYNOPSIS", ".nf",
            literal(Sgscope.configuration.usage ?? ""), ".fi", ".SH DESCRIPTION", roff(Program.promise),
        ]
        page += prose(Sgscope.configuration.discussion) + [".SH COMMANDS"]
        for command in commands {
            page += [".SS \(roff(command.name))", ".nf", literal(command.usage), ".fi"] + prose(command.text)
            page += entries(command.entries.filter { !shared.contains($0) })
        }
        page += [".SH OPTIONS", "Most commands take these; sgscope help COMMAND lists what a command takes."] + entries(shared)
        page.append(".SH THE EXPLORER")
        for section in KeyReference.sections {
            page.append(".SS \(roff(section.title))")
            for entry in section.entries { page += [".TP", ".B \(roff(entry.keys))", roff(entry.help)] }
        }
        page += [
            ".SH FILES", ".TP", ".B sgscope.yaml", "What people wrote about an inventory: titles, reasons, documented flows.",
            ".TP", ".B sgscope-board.yaml",
            "Pinned questions with what is meant, one a line; lines are appended and never rewritten.",
            ".TP", ".B $XDG_CONFIG_HOME/sgscope/config.yaml",
            "Never needed; ~/.config where the variable is not set. Options and NO_COLOR are stronger. Its keys: glyphs (auto, unicode, "
                + "ascii), colours (auto, always, never), notes (a path, for inputs that have none beside them), profile (of the aws "
                + "command, for \\-\\-live), production (a list of account: NUMBER and tag: {key: KEY, value: VALUE}: the explorer's "
                + "title says so).",
            ".TP", ".B $XDG_STATE_HOME/sgscope/",
            "What the explorer keeps of each input between runs: questions and the last place; ~/.local/state where the variable is not "
                + "set. Nothing is kept with \\-\\-no\\-state or \\-\\-redact, of scripts, and of standard input.",
            ".SH ENVIRONMENT", ".TP", ".B NO_COLOR", "Where it is set and not empty, no colours are written.", ".TP", ".B TERM",
            "The terminal; where it is unknown, the explorer prints the plain diagram instead.", ".TP", ".B SOURCE_DATE_EPOCH",
            "Seconds since 1970 that ages of data are told by, in place of the clock.",
        ]
        return page.joined(separator: "\n") + "\n"
    }

    private static func entries(_ entries: [CommandHelp.Entry]) -> [String] {
        entries.flatMap { [".TP", ".B \(roff($0.label))", roff($0.help)] }
    }

    /// Paragraphs that a reader fills, and indented lines as they are.
    private static func prose(_ text: String) -> [String] {
        var page: [String] = []
        var isLiteral = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let isIndented = line.hasPrefix(" ")
            if isIndented != isLiteral, !line.isEmpty || isLiteral {
                page.append(isIndented ? ".nf" : ".fi")
                isLiteral = isIndented
            }
            if line.isEmpty { continue }
            page += isIndented ? [roff(line)] : [".PP", roff(line)]
        }
        return isLiteral ? page + [".fi"] : page
    }

    private static func literal(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { roff(String($0)) }.joined(separator: "\n")
    }

    /// Text that means nothing to roff: no requests, no escapes, hyphens that can be copied.
    private static func roff(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
