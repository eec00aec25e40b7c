import ArgumentParser
import Documentation

/// `sgscope notes`: what is written beside the rules.
struct NotesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notes", abstract: "The notes file beside the rules.", subcommands: [Init.self])

    /// `sgscope notes init`: a first notes file from an inventory.
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init",
            abstract: "A first notes file from an inventory, to be filled in.",
            usage: "sgscope notes init [<options>] [<files> ...]",
            discussion: """
                Every group with its inbound and outbound, every permitted flow, and what the internet cannot reach, each with an empty
                "why". Held against the same inventory, sgscope check finds no difference.

                  sgscope notes init -i groups.json --output sgscope.yaml
                """.flowing)

        @OptionGroup var files: InputFiles
        @OptionGroup var input: InputOptions

        @Option(
            help: ArgumentHelp("Write to this file, which must not exist yet; - or nothing: standard output.", valueName: "file"))
        var output: String?

        func run() throws {
            // Notes that are there already would be told as if the rules said them.
            let loading = try files.load(input, readsNotes: false)
            let text = NotesDraft(loading.analyzer, annotations: loading.annotations).text
            guard let output, output != "-" else {
                Output.write(text, to: 1)
                return
            }
            do throws(FileWriting.MakingError) { try FileWriting.make(Array(text.utf8), at: output) } catch {
                switch error {
                case .isThere: throw Failure.wrongUsage("\(output) exists already; give another name, or remove it")
                case .cannotBeMade(let reason), .isNotWhole(let reason):
                    throw Failure.cannotWrite("\(output) cannot be written: \(reason)")
                }
            }
            StandardError.line("sgscope: wrote \(output); fill in why, then: sgscope check --notes \(output)")
        }
    }
}
