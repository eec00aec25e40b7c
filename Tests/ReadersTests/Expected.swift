import Reachability
import Readers
import CoreModel
import Support
import Testing
import Words

/// A question to an input, and the verdict.
struct Expected: CustomTestStringConvertible, Sendable {
    var question: String
    var verdict: Verdict
    /// What the answer names where it depends.
    var because: String?

    init(_ question: String, _ verdict: Verdict, because: String? = nil) {
        self.question = question
        self.verdict = verdict
        self.because = because
    }

    var testDescription: String { "\(question) is \(verdict)" }

    /// Asks, and holds the answer against what is expected.
    func check(_ inventory: Inventory) throws {
        let analyzer = Analyzer(inventory)
        let answer = try analyzer.answer(question)
        let conditions = AnswerText(answer, of: analyzer).conditions
        #expect(answer.verdict == verdict, "\(question): \(conditions)")
        if let because {
            #expect(conditions.contains { $0.contains(because) }, "\(question): \(conditions)")
        }
    }
}
