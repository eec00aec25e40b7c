import ArgumentParser
import CoreModel
import Export
import Text

/// `sgscope export`: groups and their rules as code.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Groups and their rules as Terraform, CloudFormation or Pulumi, with what takes over those that exist.",
        usage: """
            sgscope export --format FORM [GROUP ...]
            sgscope export --format FORM --no-import [GROUP ...]
            sgscope export --format cloudformation --resources-to-import [GROUP ...]
            """,
        discussion: """
            Names stand instead of ids: groups name each other by what the code calls them, and rules are resources of their own, so that
            groups may name each other in a circle. Names, descriptions and tags are exact, since a change of a group's name or description
            makes it anew. Without GROUP all groups are written.

            Terraform gets import blocks, CloudFormation a policy that keeps what is deleted (and --resources-to-import the list for an
            import change set), Pulumi the option import; --no-import writes what makes new ones. Ids of rules are told by
            aws ec2 describe-security-group-rules, and by sgscope capture.

            Left out, and named, are default groups and those that a tag calls AWS's or a controller's. What cannot be code is said in a
            comment and on standard error.
            """.flowing)

    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions
    @OptionGroup var trial: TrialOptions

    @Option(help: ArgumentHelp("terraform, cloudformation or pulumi.", valueName: "form"))
    var format: ExportForm

    @Flag(name: .customLong("no-import"), help: "Write what makes new groups, without what takes over existing ones.")
    var withoutImports = false

    @Flag(
        name: .customLong("resources-to-import"),
        help: "Print the JSON list for an import change set of CloudFormation instead of the template.")
    var listsResources = false

    @Argument(help: ArgumentHelp("Groups, by id, name, title or Name tag; all without any.", valueName: "group"))
    var words: [String] = []

    func validate() throws {
        if listsResources, format != .cloudformation {
            throw ValidationError("--resources-to-import is CloudFormation's; give --format cloudformation")
        }
        if listsResources, withoutImports {
            throw ValidationError("--no-import and --resources-to-import exclude each other; give one")
        }
    }

    func run() throws {
        let (loading, words) = try input.load(among: words, trial)
        let groups = try words.map { try loading.group($0) }
        let export = GroupExport(loading.inventory, loading.annotations.names, only: words.isEmpty ? nil : groups)
        loading.sayTrial()
        let written =
            listsResources
            ? export.resourcesToImport()
            : export.written(as: format, withImports: !withoutImports, origin: loading.pictureOrigin)
        Output.write(written.text, to: 1)
        for note in written.notes { StandardError.line("sgscope: note: \(note)") }
    }
}

extension ExportForm: ExpressibleByArgument {}
