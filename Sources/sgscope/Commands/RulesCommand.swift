import ArgumentParser
import CoreModel
import Documentation
import History
import Text

/// `sgscope rules GROUP`: what a group lets in and out, who names it, what it is attached to.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "The rules of a group, inbound and outbound, who references it, what it is attached to.",
        usage: "sgscope rules [FILE ...] GROUP")

    @OptionGroup var facts: FactOptions
    @OptionGroup var traffic: FlowOptions

    @Argument(help: ArgumentHelp("The group: its id, name, title or Name tag, or a unique part of one.", valueName: "group"))
    var words: [String]

    func validate() throws { try traffic.check(facts.input) }

    func run() throws {
        let (loading, words) = try facts.input.load(among: words)
        guard let name = words.first, words.count == 1 else {
            throw Failure.wrongUsage("rules takes one GROUP\(words.count > 1 ? ", in quotes where its name has blanks" : "")")
        }
        let group = try loading.group(name)
        let uses = try traffic.uses(of: group, loading)
        if facts.format == .json {
            let text = GroupJSON(loading: loading).text(group)
            Output.write((uses.map { $0.added(to: text) } ?? text) + "\n", to: 1)
        } else {
            let output = facts.shown.output(of: loading)
            let report = GroupReport(group, annotations: loading.annotations, analyzer: loading.analyzer)
            output.lines([StyledLine(report.title, .strong)] + report.lines(width: output.width))
            output.lines(changed(group, loading, width: output.width))
            if let uses { output.lines(uses.lines(width: output.width)) }
        }
        try uses?.list.log.end()
    }

    /// The newest changes of a group, where events are among the inputs and it is as it was read.
    private func changed(_ group: GroupIndex, _ loading: Loading, width: Int) -> [StyledLine] {
        guard loading.tellsTurning else { return [] }
        let inventory = loading.inventory
        let words = ChangeText(inventory, loading.annotations.names)
        return GroupChangeLines(
            loading.timeLine, of: inventory[inventory[group].id], words, clock: Clock.dayAndTime
        ).lines(width: width)
    }
}
