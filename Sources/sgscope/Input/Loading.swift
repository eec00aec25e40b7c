import Annotations
import CoreModel
import Events
import History
import Notes
import Reachability
import Text
import Traffic
import Trial
import Words

/// What was read, ready to be asked.
struct Loading {
    let inventory: Inventory
    let notes: Notes?
    let isExample: Bool
    let annotations: Annotations
    private(set) var analyzer: Analyzer
    var files: Set<String> = []
    /// The inputs as they were given, for commands that are to read the same; empty of the example, and where not all came from files.
    var given: [String] = []
    /// The events that were read with it.
    var records = EventRecords()
    /// Older readings of it.
    var earlier: [DatedInventory] = []
    /// How many items of AWS Config tell no time.
    var undatedItems = 0
    /// The stand-in of a text, where this has stand-ins; nil of one that nothing is called.
    var standIn: (@Sendable (String) -> String?)?
    /// What it is of an earlier time, where it is.
    @Boxed private(set) var past: LoadedPast? = nil
    /// The changes that are laid over it; nil where it is as it was read.
    @Boxed private(set) var trial: LoadedTrial? = nil
    /// What was read, where this has stand-ins of it.
    @Boxed private(set) var original: Original? = nil

    /// The same under its real names, which people type.
    struct Original {
        let annotations: Annotations
        let analyzer: Analyzer
        let ends: TypedEnds

        /// The same with changes laid over what another one was read from.
        func tried(over read: Original) -> Original {
            Original(
                annotations: annotations, analyzer: analyzer.tried(over: read.analyzer), ends: ends.tried(over: read.analyzer))
        }
    }

    init(_ inventory: Inventory, notes: Notes?, isExample: Bool, asksResolver: Bool = false, original: Original? = nil) {
        self.original = original
        self.inventory = inventory
        self.notes = notes
        self.isExample = isExample
        annotations = Annotations(inventory, notes: notes)
        analyzer = Analyzer(inventory, names: annotations.names, asksResolver: asksResolver)
    }

    /// What was read with changes laid over it.
    init(_ trial: Trial, of read: Loading) {
        original = nil
        inventory = trial.inventory
        (notes, isExample, files, given) = (read.notes, read.isExample, read.files, read.given)
        (records, earlier, past) = (read.records, read.earlier, read.past)
        annotations = Annotations(trial.inventory, notes: read.notes)
        analyzer = trial.analyzer
        self.trial = LoadedTrial(trial)
    }

    /// What was read as of an earlier time.
    init(_ past: PastInventory, of read: Loading, asksResolver: Bool) {
        self.init(past.inventory, notes: read.notes, isExample: read.isExample, asksResolver: asksResolver)
        (files, given, records, earlier) = (read.files, read.given, read.records, read.earlier)
        self.past = LoadedPast(past)
    }

    /// The same with stand-ins, of an earlier time as well.
    func of(_ past: LoadedPast?) -> Loading {
        var result = self
        result.past = past
        return result
    }

    /// Whether answers say since when they are so: where it is known what changed, and nothing is laid over what was read.
    var tellsTurning: Bool { !(records.isEmpty && earlier.isEmpty) && past == nil && trial == nil }

    /// The change that made an answer what it is; nil where none is known.
    func turning(_ answer: Answer, _ scope: AnswerScope) -> Turning? {
        tellsTurning ? timeLine.turning(of: answer, by: analyzer, scope) : nil
    }

    /// Finds the change that made an answer what it is, as lists of traffic tell it; nil where nothing is known of changes.
    var knownTurning: KnownTurning.Finding? {
        guard tellsTurning else { return nil }
        let (timeLine, words) = (timeLine, ChangeText(inventory, annotations.names))
        return { [analyzer] answer in
            timeLine.turning(of: answer, by: analyzer, AnswerScope(looksAtNetwork: true, isFull: false)).map {
                KnownTurning(
                    time: $0.change.time, before: $0.before, sentence: TurningText($0, words).sentence(Clock.dayAndTime))
            }
        }
    }

    /// What changed, from the events that were read.
    var timeLine: TimeLine { TimeLine(inventory, records, earlier: earlier) }

    /// The same with the changes by which it was made of what was read, which have stand-ins as it has.
    func onTrial(_ trial: Trial, over read: Loading) -> Loading {
        var result = self
        if let before = read.original { result.original = original?.tried(over: before) }
        result.trial = LoadedTrial(trial)
        result.analyzer = trial.analyzer
        return result
    }

    /// The analyzer for what people type: with stand-ins it finds real names.
    var asking: Analyzer {
        guard let ends = original?.ends else { return analyzer }
        return analyzer.finding { text throws(QuestionError) in try ends.endpoint(text) }
    }

    /// What was typed, as messages repeat it.
    func typed(_ text: String) -> String { original == nil ? "\"\(text)\"" : "what was typed" }

    /// Says on standard error what the reader of the results should know of the inputs.
    ///
    /// Of `plans` it is known which side was read.
    func sayNotices(without plans: [String] = []) {
        let known = plans.map { "\($0) is a plan: " }
        for notice in inventory.notices where !known.contains(where: notice.hasPrefix) {
            StandardError.line("sgscope: note: \(notice)")
        }
        if inventory.loadedGroups.isEmpty, plans.isEmpty {
            let remedy = "give -i the output of aws ec2 describe-security-groups"
            StandardError.line("sgscope: note: no security groups in \(inventory.label); \(remedy)")
        }
    }

    /// Says likewise what is to be known of what carries packets, before an answer that looks at it.
    func sayNetworkNotices() {
        for notice in inventory.topology.notices { StandardError.line("sgscope: note: \(notice)") }
    }

    /// The line that results begin with where nothing was given, so that nobody takes the example's answer for his own.
    static let exampleLine = "Example environment (give -i FILE or --live)"

    /// Writes what an answer rests on: that line where it is true, and how old the data is where the input tells it.
    func sayOrigin(_ output: Output) {
        for line in origin { output.lines(StyledLine.wrapped(line, .dim, width: output.width)) }
    }

    /// These lines; old data is marked.
    var origin: [String] {
        // Data as of a time that was asked for is as old as that.
        let age = past == nil ? inventory.date.map { DataAgeText($0, now: Clock.now) } : nil
        return banner + (isExample ? [Self.exampleLine] : []) + (age.map { $0.isTold ? [$0.line] : [] } ?? [])
    }

    /// What stands in a picture of it: nothing that changes while the data stays, so that the same data gives the same file.
    var pictureOrigin: [String] {
        banner + (isExample ? [Self.exampleLine] : []) + (inventory.asOf.map { ["data of \($0)"] } ?? [])
    }

    /// What every result of a trial begins with.
    private var banner: [String] {
        (past?.lines ?? []) + (trial.map { [$0.banner] + ($0.warning.map { [$0] } ?? []) } ?? [])
    }

    /// What every JSON of it begins with: the inventory, and the changes where there are some.
    var head: [(String, JSONText.Value)] {
        [("inventory", .string(inventory.label))] + (trial.map { [("trial", $0.value)] } ?? [])
    }

    /// Says of a trial what formats have no room for.
    func sayTrial() { if let trial { StandardError.line("sgscope: note: \(trial.banner)") } }

    func answer(_ text: String) throws -> Answer { analyzer.answer(try question(text), .everything) }

    /// The question of a text in the strict form.
    func question(_ text: String, version: IPVersion? = nil) throws -> Question {
        do { return try strictQuestion(text, version: version) } catch let failure as Failure {
            if let behind = SaidBehind(endOf: text) { throw Failure.wrongUsage(behind.message) }
            throw leftOver(in: text).map { Failure.wrongUsage($0.messageAmongOthers) } ?? failure
        }
    }

    /// What of a text is left over where its ends and its port are understood; nil where these are not, and where it may not be told.
    private func leftOver(in text: String) -> ReadingFault? {
        guard original == nil else { return nil }
        do throws(ReadingFault) {
            _ = try analyzer.reading(of: text)
            return nil
        } catch {
            if case .leftOver = error { return error }
            return nil
        }
    }

    private func strictQuestion(_ text: String, version: IPVersion?) throws -> Question {
        try Failure.asking {
            do {
                let parts = try QuestionText(parsing: text)
                guard !parts.port.isEmpty else {
                    throw Failure.wrongUsage(
                        "the PORT is missing after the last colon of \(typed(text)); \":all\" asks for every port")
                }
                return try flow(from: parts.source, to: parts.destination, port: parts.port, version: version ?? parts.version)
            } catch QuestionError.badQuestion where original != nil {
                throw QuestionError.badQuestion("SOURCE DESTINATION")
            }
        }
    }

    func group(_ text: String) throws -> GroupIndex {
        guard let group = try Failure.asking({ try asking.resolver.resolve(text).kind.group }) else {
            throw Failure.wrongUsage("\(typed(text)) is not a security group; sgscope list shows all groups")
        }
        try past?.check(group, in: inventory)
        return group
    }
}
