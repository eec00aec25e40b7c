import ArgumentParser

/// The help of a command in parts, as the parser of arguments writes it.
struct CommandHelp {
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

    /// The help of a command, or of the one that it has.
    init(_ own: ParsableCommand.Type) {
        let command = own.configuration.subcommands.first ?? own
        name = own._commandName + (command == own ? "" : " \(command._commandName)")
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
