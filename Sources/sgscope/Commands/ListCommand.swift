import ArgumentParser
import Reachability
import Documentation
import CoreModel
import Text
import Words

/// `sgscope list [TEXT]`: the groups.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The groups, or whatever TEXT finds, with the groups that carry it or are in it.",
        discussion: """
            TEXT is an address or a CIDR; an id of anything (sg-, eni-, i-, vpc-, subnet-, rtb-, acl-, ...); a name, title, tag or DNS
            name; an account; a port, for the groups with a rule for it; or words of descriptions, rules and notes. What is called so
            comes first, then what begins so or holds it, then names that are near it, at last words of rules and notes.
            Of an address it is said whose it is, then who lets it in. An end with a port asks who lets it in there:
              sgscope list orders              5432              53/udp
              sgscope list 10.0.11.24          eni-1e65          vpc-39
              sgscope list 10.1.2.3:5432       internet:443      "from alb on 3001"

            Beside it columns may be asked for: is:open (a rule lets the internet in), is:unused, is:! (differs from the notes, or
            grave findings), not:..., in>10, out=0, interfaces=0, vpc=NAME, account=ID; --sort COLUMN sorts by one, --sort=-COLUMN the
            other way round.

            A TEXT that is a file is read as input: sgscope list groups.json
            """.flowing)

    @OptionGroup var facts: FactOptions

    @Option(
        help: ArgumentHelp(
            "Sort by \(TextList.sentence(GroupColumn.words, limit: .max, and: "or")); with - before it the other way round.",
            valueName: "[-]column"))
    var sort: String?

    @Argument(help: ArgumentHelp("What to look for; everything without it.", valueName: "text"))
    var words: [String] = []

    private var order: GroupOrder? {
        get throws {
            guard let sort else { return nil }
            guard let order = GroupOrder(word: sort) else {
                let words = GroupColumn.words.joined(separator: ", ")
                throw Failure.wrongUsage("--sort takes \(words), with - before it for the other way round")
            }
            return order
        }
    }

    func run() throws {
        let (loading, text) = try loaded()
        // What is looked for is typed by its real name; groups have the same places under their stand-ins.
        let annotations = loading.original?.annotations ?? loading.annotations
        let analyzer = loading.original?.analyzer ?? loading.analyzer
        let finder = Finder(annotations: annotations, analyzer: analyzer)
        let page = ListPage(loading, finder, text, order: try order)
        if facts.format == .json {
            Output.write(JSONText.compact(ListJSON(page).value) + "\n", to: 1)
            return
        }
        let mistyped = GroupConditions(text).mistyped
        if !mistyped.isEmpty, loading.original == nil {
            let marks = GroupColumn.allCases.filter(\.isMark).map { "is:\($0.rawValue)" }
            StandardError.line(
                "sgscope: \(TextList.sentence(mistyped)) is looked for as a word; conditions are \(marks.joined(separator: ", ")), in>10, vpc=NAME"
            )
        }
        if page.told.contains(.unused), loading.inventory.unusedGroups == nil {
            StandardError.line("sgscope: note: \(GroupFacts.unusedIsUnknown)")
        }
        let output = facts.shown.output(of: loading)
        output.lines(page.lines)
        if page.isEmpty, !text.isEmpty {
            if page.isConditioned {
                StandardError.line("sgscope: no group has all of that")
                return
            }
            let query = GroupQuery(text, resolver: analyzer.resolver)
            let words =
                "nothing is called \(loading.typed(text)), has it, or says it; an address, a name, an id, a port or a word is found"
            StandardError.line(
                "sgscope: " + (query.isAboutRules ? "no group lets in \(loading.original == nil ? text : "that")" : words))
        }
    }

    /// What is read, and what is looked for: arguments that are files are inputs.
    private func loaded() throws -> (Loading, String) {
        let given = try facts.input.load(among: words) { loading, word in
            let annotations = loading.original?.annotations ?? loading.annotations
            return !Finder(annotations: annotations, analyzer: loading.asking).found(word).isEmpty
        }
        return (given.loading, given.words.joined(separator: " "))
    }
}
