import ArgumentParser
import Live
import Readers
import Text

/// `sgscope capture`: reads live AWS once, and writes a snapshot that every command reads.
struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Read live AWS once by your own aws command, and write a snapshot that every command reads.",
        usage: "sgscope capture [<options>] --output FILE",
        discussion: """
            With a directory, each account and region gets a file with the date in its name; reading the directory reads the newest of
            each, and sgscope diff compares two of them. What could not be read is said, and is marked in the snapshot: answers that
            would need it depend. A file without any security groups is not written, so that it never takes the place of a good
            one. Exit status: 0 where groups could be read, 69 where none could.
            """.flowing)

    @OptionGroup var live: LiveArguments

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The file, a directory (DIR/) for dated files, or - for standard output.", valueName: "file"))
    var output: String

    @Flag(
        name: .customLong("redact"),
        help: "Write stand-ins for ids, accounts, addresses, names, tags and descriptions, for sharing.")
    var isRedacted = false

    func run() throws {
        do { try capture() } catch let failure as Failure { throw isRedacted ? failure.hidden : failure }
    }

    private func capture() throws {
        var snapshot = try LiveRun.snapshot(live, isRedacted: isRedacted)
        do {
            if isRedacted { snapshot = try snapshot.redacted() }
            let files = SnapshotFiles.files(snapshot, output: output)
            // Without its groups a snapshot answers nothing, and would replace one that does.
            let useful = files.filter { $0.snapshot.sources.contains(where: SnapshotFiles.hasGroups) }
            let lacking = files.filter { !$0.snapshot.sources.contains(where: SnapshotFiles.hasGroups) }
            for file in useful {
                let bytes = try file.snapshot.bytes()
                // What was written is read at once: a file that cannot be read is found now, not at 3 a.m.
                let inventory = try InputReader().read([.memory(name: file.path, bytes: bytes)]).inventory
                try FileWriting.write(bytes, to: file.path)
                for notice in inventory.notices { StandardError.line("sgscope: note: \(notice)") }
                let facts = [
                    TextCount.of(inventory.loadedGroups.count, "group"), TextCount.of(inventory.loadedRuleCount, "rule"),
                    TextCount.of(inventory.interfaces.count, "interface"),
                ]
                let wrote = file.path == "-" ? "wrote a snapshot" : "wrote \(file.path)"
                StandardError.line("sgscope: \(wrote): \(facts.joined(separator: ", "))")
            }
            let notWritten = lacking.map { "\($0.path) is not written: no security groups could be read" }
            let reasons = lacking.flatMap { file in file.snapshot.sources.flatMap(\.missingLines) }
            if useful.isEmpty { throw Failure.noAnswer(LiveError(reasons: notWritten + reasons)) }
            for line in notWritten + reasons { StandardError.line("sgscope: note: \(line)") }
        } catch let error as ReadError {
            throw Failure.unreadable(error)
        }
    }
}

struct SnapshotFiles {
    struct File {
        var path: String
        var snapshot: Snapshot
    }

    /// Whether the groups of an account and region were listed.
    static func hasGroups(_ source: Snapshot.Source) -> Bool {
        source.documents.contains { $0.call == "ec2 describe-security-groups" }
    }

    /// One file, or, in a directory, a dated one for each account and region.
    static func files(_ snapshot: Snapshot, output: String) -> [File] {
        guard output.hasSuffix("/") || FileWriting.isDirectory(output) else { return [File(path: output, snapshot: snapshot)] }
        let folder = output.hasSuffix("/") ? output : output + "/"
        let sources = snapshot.sources.filter { !$0.documents.isEmpty }
        return sources.map { source in
            let time = String(source.captured.map { $0 == ":" ? "-" : $0 })
            let name = [source.account ?? "account", source.region ?? "region", time].joined(separator: ".")
            return File(path: "\(folder)\(name).json", snapshot: Snapshot(sources: [source]))
        }
    }
}
