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

/// The help of a command in parts, as the parser of arguments writes it.
private struct CommandHelp {
    /// An argument or an option with what it means.
    struct Entry: Hashable {
        var label: String
        var help: String
    }

    /// Columns of a label, the blank behind it included.
    private static let labelWidth = 24

    let name: String
    /// How it is called, a line each.
    private(set) var usage = ""
    /// What it does.
    private(set) var text = ""
    private(set) var entries: [Entry] = []

    init(_ command: ParsableCommand.Type) {
        name = command._commandName
        var section = Substring()
        // In a line of its own whatever is one text: whoever shows the page wraps it.
        for line in Sgscope.helpMessage(for: command, columns: 4000).split(separator: "\n", omittingEmptySubsequences: false) {
            let heading = line.prefix { $0.isUppercase && $0.isASCII }
            if heading.count > 3, line.dropFirst(heading.count).hasPrefix(":") {
                section = heading
                take(line.dropFirst(heading.count + 1).drop { $0 == " " }, of: section)
            } else {
                take(line, of: section)
            }
        }
        text = text.withoutBlankEnds
        usage = usage.withoutBlankEnds
    }

    private mutating func take(_ line: Substring, of section: Substring) {
        switch section {
        case "OVERVIEW": text += "\(line)\n"
        case "USAGE": usage += line.isEmpty ? "" : "\(line.drop { $0 == " " })\n"
        default: takeEntry(line)
        }
    }

    /// An entry begins two columns in; its help stands behind it, or in the next line where it is long.
    private mutating func takeEntry(_ line: Substring) {
        let indent = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indent)
        if rest.isEmpty { return }
        guard indent == 2 else {
            if let last = entries.indices.last { entries[last].help += (entries[last].help.isEmpty ? "" : " ") + rest }
            return
        }
        // The help stands in a column of its own; a label that reaches into it has the line for itself.
        var label = rest.prefix(Self.labelWidth)
        let isBeside = rest.count > Self.labelWidth && label.last == " "
        if !isBeside { label = rest }
        while label.last == " " { label.removeLast() }
        entries.append(Entry(label: String(label), help: isBeside ? String(rest.dropFirst(Self.labelWidth)) : ""))
    }

    /// What more than half of the commands take, in the order of the first.
    static func shared(_ commands: [CommandHelp]) -> [Entry] {
        var (order, counts): ([Entry], [Entry: Int]) = ([], [:])
        for entry in commands.flatMap(\.entries) {
            if counts[entry] == nil { order.append(entry) }
            counts[entry, default: 0] += 1
        }
        return order.filter { counts[$0, default: 0] * 2 > commands.count }
    }
}

extension String {
    /// Without the line ends around it.
    fileprivate var withoutBlankEnds: String {
        var text = self[...].drop { $0 == "\n" }
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
