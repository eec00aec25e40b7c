import ArgumentParser
import Documentation
import Text

/// `sgscope rules GROUP`: what a group lets in and out, who names it, what it is attached to.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "The rules of a group, inbound and outbound, who references it, what it is attached to.")

    @OptionGroup var facts: FactOptions

    @Argument(help: "The group: its id, name, title or Name tag, or a unique part of one.")
    var group: String

    func run() throws {
        let loading = try facts.input.load()
        let group = try loading.group(self.group)
        if facts.format == .json {
            Output.write(GroupJSON(loading: loading).text(group) + "\n", to: 1)
        } else {
            let output = facts.shown.output(of: loading)
            let report = GroupReport(group, annotations: loading.annotations, analyzer: loading.analyzer)
            output.lines([StyledLine(report.title, .strong)] + report.lines(width: output.width))
        }
    }
}
