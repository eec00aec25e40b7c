import CoreModel
import Glibc
import Measuring
import Reachability
import Readers
import Trial

/// What trying a change costs in the large VPC with 10,000 groups, in processor time of the whole process.
///
/// At once is what somebody waits for with the key: the change laid over what was read, the answer that is open, and a board of 20
/// questions. All flows are everything else that the change comes to, which is worked out beside the keys.
struct TrialMeasurements {
    private static let changes = [
        "+ group-13 in 5432 from group-27", "- group-13 in 1003 from group-472", "~ group-40 in 1000 from group-520 : 1000-1010",
        "+ many-b in 22 from 0.0.0.0/0", "+ acl acl-7 in 90 deny tcp 1003 from 10.0.1.0/24", "- route rtb-30 0.0.0.0/0",
        "+ eni-77 carries many-a", "off nat-3", "off group-13",
    ]
    /// Milliseconds of the open answer and the board, and of everything.
    private static let limits = (answers: 100.0, all: 3_000.0)

    private let analyzer: Analyzer
    private let questions: [Question]
    private var table = TextTable(["change", "laid", "answer, board", "limit", "all flows", "limit"])
    private var missed: [String] = []

    /// The changes that are tried: those that hold a word, or all.
    private let tried: [String]

    init(only word: String?) throws {
        tried = Self.changes.filter { word.map($0.contains) ?? true }
        let documents = NetworkEnvironment(groups: 10_000).documents
        analyzer = Analyzer(try InputReader().read(documents: documents, label: "large"))
        let own = analyzer
        questions = try (0..<21).map { number in
            let (from, to) = number == 0 ? ("many-a", "many-b") : ("group-\(number * 31)", "group-\(number * 97 + 1)")
            return try own.question(from: from, to: to, port: number == 0 ? "5432" : "\(1000 + number % 9)")
        }
        // What was read was asked before anything is tried.
        _ = analyzer.answer(questions[0], .everything)
        _ = Trial(analyzer).answers(to: questions)
    }

    /// Tries every change three times; the medians are compared with the limits.
    mutating func measure() throws {
        for change in tried {
            var (laid, answers, all): ([Double], [Double], [Double]) = ([], [], [])
            for _ in 0..<3 {
                var trial = Trial(analyzer)
                var start = Self.processTime()
                do throws(TrialFault) { try trial.add(change) } catch {
                    print("\(change): \(error)")
                    missed.append(change)
                    break
                }
                laid.append(Self.milliseconds(since: start))
                if let question = analyzer.question(questions[0], after: trial.inventory) {
                    consume(trial.analyzer.answer(question, .everything))
                }
                consume(trial.answers(to: questions))
                answers.append(Self.milliseconds(since: start))
                start = Self.processTime()
                consume(TrialEffect(trial, questions: questions))
                all.append(Self.milliseconds(since: start))
            }
            guard laid.count == 3 else { continue }
            let (one, other) = (answers.sorted()[1], all.sorted()[1])
            table.add([
                change, laid.sorted()[1].fixed(1), one.fixed(1), Self.limits.answers.fixed(0), other.fixed(0),
                Self.limits.all.fixed(0),
            ])
            if one > Self.limits.answers { missed.append("\(change), answer and board: \(one.fixed(1)) ms") }
            if other > Self.limits.all { missed.append("\(change), all flows: \(other.fixed(0)) ms") }
        }
    }

    /// Says what was measured, in milliseconds, and whether nothing was missed.
    func report() -> Bool {
        print(table.text)
        for line in missed { print("missed: \(line)") }
        return missed.isEmpty
    }

    private static func processTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private static func milliseconds(since start: Int64) -> Double { Double(processTime() - start) / 1e6 }
}
