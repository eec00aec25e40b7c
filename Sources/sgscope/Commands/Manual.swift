import ArgumentParser
import Explorer

/// The manual page, made of what the program itself knows: `sgscope --generate-manual > sgscope.1`.
enum Manual {
    /// The page in the language of man(7).
    static var text: String {
        let commands = Sgscope.configuration.subcommands
        var page = [
            ".TH SGSCOPE 1 \"\" \"sgscope \(Sgscope.version)\"", ".SH NAME",
            "sgscope \\- " + roff(Sgscope.configuration.abstract),
            ".SH SYNOPSIS", ".nf", literal(Sgscope.configuration.usage ?? ""), ".fi", ".SH DESCRIPTION", ".nf",
            literal(Sgscope.configuration.discussion), ".fi", ".SH COMMANDS",
        ]
        for command in commands {
            page += [".SS \(roff(command._commandName))", ".nf", literal(Sgscope.helpMessage(for: command, columns: 78)), ".fi"]
        }
        page.append(".SH THE EXPLORER")
        for section in KeyReference.sections {
            page.append(".SS \(roff(section.title))")
            for entry in section.entries { page += [".TP", ".B \(roff(entry.keys))", roff(entry.help)] }
        }
        page += [
            ".SH FILES", ".TP", ".B sgscope.yaml", "What people wrote about an inventory: titles, reasons, documented flows.",
            ".SH ENVIRONMENT", ".TP", ".B NO_COLOR", "Where it is set and not empty, no colours are written.", ".TP", ".B TERM",
            "The terminal; where it is unknown, the explorer prints the plain diagram instead.",
        ]
        return page.joined(separator: "\n") + "\n"
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
