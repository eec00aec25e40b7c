import ArgumentParser
import Example
import Notes
import Reachability
import Readers
import Review
import SecurityGroups

/// Which inventory and which notes a command speaks of.
struct InputOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "AWS CLI output, Terraform state or plan, CloudFormation template, Pulumi stack, a directory of these, or - for standard input; repeatable.",
            valueName: "file"))
    var input: [String] = []

    @Option(
        help: ArgumentHelp(
            "A value for a parameter of a CloudFormation template, instead of its default; repeatable.", valueName: "key=value"))
    var parameter: [String] = []

    @Flag(name: .customLong("live"), help: "Read AWS now, by your own aws command; with -i, what AWS says of a group counts.")
    var isLive = false

    @OptionGroup var live: LiveArguments

    @Flag(help: "Ask the resolver for a DNS name that the input does not have; the answer says so.")
    var resolve = false

    @Option(help: ArgumentHelp("What people wrote about it: sgscope.yaml beside the input unless given.", valueName: "file"))
    var notes: String?

    func validate() throws {
        if live.isGiven, !isLive { throw ValidationError("--profile, --region and --endpoint-url go with --live") }
    }

    /// Reads everything; `files` are inputs given without -i.
    ///
    /// `progress` is told the name of each file before it is read; with it, nothing is asked or shown on the terminal, and `stop` ends
    /// a reading of AWS.
    func load(
        files: [String] = [], readsNotes: Bool = true, stop: Stop? = nil, progress: (@Sendable (String) -> Void)? = nil
    ) throws -> Loading {
        var arguments = (input + files).map(InputArgument.init)
        if isLive { arguments.append(try liveArgument(stop: stop, progress: progress)) }
        if arguments.isEmpty { return try example(readsNotes: readsNotes) }
        do {
            let reader = InputReader(options: try readingOptions(), progress: progress)
            let loaded = try reader.read(arguments)
            let notes = try readsNotes ? (self.notes ?? loaded.notesFile).map(Self.readNotes) : nil
            let loading = Loading(loaded.inventory, notes: notes, isExample: false, asksResolver: resolve)
            loading.sayNotices()
            return loading
        } catch let error as ReadError {
            throw Failure.unreadable(error)
        }
    }

    /// What AWS answers, as an input: the last, so that it counts where a file says something else.
    private func liveArgument(stop: Stop?, progress: (@Sendable (String) -> Void)?) throws -> InputArgument {
        let snapshot: Snapshot
        if let progress {
            snapshot = try LiveRun.snapshot(live.options(mayAsk: false), stop: stop ?? Stop()) {
                progress("reading AWS: \($0.text)")
            }
        } else {
            snapshot = try LiveRun.snapshot(live)
        }
        do { return .memory(name: "live AWS", bytes: try snapshot.bytes()) } catch { throw Failure.unreadable(error) }
    }

    /// One side of a comparison: the inputs given with -i and those of the side, read with the same notes as the other.
    func side(_ own: [InputArgument], planSide: PlanSide = .after) throws -> (loading: Loading, readsPlan: Bool) {
        do {
            let loaded = try InputReader(options: try readingOptions(plan: planSide)).read(input.map(InputArgument.init) + own)
            let notes = try (self.notes ?? loaded.notesFile).map(Self.readNotes)
            let loading = Loading(loaded.inventory, notes: notes, isExample: false)
            loading.sayNotices(without: loaded.plans)
            return (loading, own.contains { loaded.plans.contains($0.name) })
        } catch let error as ReadError {
            throw Failure.unreadable(error)
        }
    }

    /// An input that is read more than once; standard input is kept.
    func twice(_ path: String) throws -> InputArgument {
        if path != "-" { return .path(path) }
        do { return .memory(name: "standard input", bytes: try InputReader().bytes(ofFile: path)) } catch {
            throw Failure.unreadable(error)
        }
    }

    /// Live AWS as a side of a comparison.
    func liveSide() throws -> (loading: Loading, readsPlan: Bool) { try side([try liveArgument(stop: nil, progress: nil)]) }

    /// How inputs that leave a choice are read; `plan` is the side of a plan.
    func readingOptions(plan: PlanSide = .after) throws -> ReadingOptions {
        var parameters: [String: String] = [:]
        for text in parameter {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw Failure.wrongUsage("--parameter takes KEY=VALUE, not \"\(text)\"")
            }
            parameters[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return ReadingOptions(planSide: plan, parameters: parameters)
    }

    /// Reads an earlier reading to compare with: the same kinds of input, called by the same names.
    func earlier(_ path: String, than loading: Loading) throws -> EarlierReading {
        do {
            let inventory = try InputReader(options: try readingOptions()).read([InputArgument(path)]).inventory
            let names = Annotations(inventory, notes: loading.notes).names
            return EarlierReading(analyzer: Analyzer(inventory, names: names), time: inventory.asOf ?? path)
        } catch let error as ReadError {
            throw Failure.unreadable(error)
        }
    }

    private func example(readsNotes: Bool) throws -> Loading {
        do {
            let inventory = try InputReader().read(documents: ExampleEnvironment.documents, label: "example")
            if !readsNotes { return Loading(inventory, notes: nil, isExample: true, asksResolver: resolve) }
            let own = ExampleEnvironment.notes
            let notes = try self.notes.map(Self.readNotes) ?? NotesReader().read(own.bytes, from: own.name)
            return Loading(inventory, notes: notes, isExample: true, asksResolver: resolve)
        } catch let error as ReadError {
            throw Failure.unreadable(error)
        } catch let error as NotesError {
            throw Failure.badNotes(error)
        }
    }

    private static func readNotes(_ path: String) throws -> Notes {
        let bytes: [UInt8]
        do { bytes = try InputReader().bytes(ofFile: path) } catch { throw Failure.unreadable(error) }
        do { return try NotesReader().read(bytes, from: path) } catch { throw Failure.badNotes(error) }
    }
}

/// What was read, ready to be asked.
struct Loading {
    let inventory: Inventory
    let notes: Notes?
    let isExample: Bool
    let annotations: Annotations
    let analyzer: Analyzer

    init(_ inventory: Inventory, notes: Notes?, isExample: Bool, asksResolver: Bool = false) {
        self.inventory = inventory
        self.notes = notes
        self.isExample = isExample
        annotations = Annotations(inventory, notes: notes)
        var lookup: (@Sendable (String) -> [IPAddress])?
        if asksResolver { lookup = { name in HostLookup.addresses(of: name) } }
        analyzer = Analyzer(inventory, names: annotations.names, lookup: lookup)
    }

    /// Says on standard error what the reader of the results should know of the inputs.
    ///
    /// Of `plans` it is known which side was read.
    fileprivate func sayNotices(without plans: [String] = []) {
        let known = plans.map { "\($0) is a plan: " }
        for notice in inventory.notices where !known.contains(where: notice.hasPrefix) {
            StandardError.line("sgscope: note: \(notice)")
        }
        if inventory.loadedGroups.isEmpty, plans.isEmpty {
            let remedy = "give -i the output of aws ec2 describe-security-groups"
            StandardError.line("sgscope: note: no security groups in \(inventory.label); \(remedy)")
        }
    }

    /// The line that results begin with where nothing was given, so that nobody takes the example's answer for his own.
    static let exampleLine = "Example environment (give -i FILE or --live)"

    /// Writes that line where it is true.
    func sayExample(_ output: Output) {
        if isExample { output.line(Self.exampleLine, .dim) }
    }

    /// The answer to a question in the one-string form.
    func answer(_ text: String) throws -> Answer { analyzer.answer(try question(text)) }

    /// The question of the one-string form.
    func question(_ text: String, version: IPVersion? = nil) throws -> Question {
        do {
            let parts = try QuestionText(parsing: text)
            guard !parts.port.isEmpty else {
                throw Failure.wrongUsage("the PORT is missing after the last colon of \"\(text)\"; \":all\" asks for every port")
            }
            return try analyzer.question(from: parts.source, to: parts.destination, port: parts.port, version: version)
        } catch let error as QuestionError {
            throw Failure.wrongUsage(error.message)
        }
    }

    /// The group that a text names.
    func group(_ text: String) throws -> GroupIndex {
        do {
            let end = try analyzer.resolver.resolve(text)
            guard case .group(let group) = end.kind else {
                throw Failure.wrongUsage("\"\(text)\" is not a security group; sgscope list shows all groups")
            }
            return group
        } catch let error as QuestionError {
            throw Failure.wrongUsage(error.message)
        }
    }
}
