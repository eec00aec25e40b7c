import CoreModel
import Reachability
import Support
import Testing
import Text

@testable import Words

/// What answers say of every reason for which a stage fails or depends, whatever its things are called.
@Suite("Sentences about stages of a way")
struct StageSentenceTests {
    @Test("Every reason there is has a stage here, and is what it is taken for")
    func complete() throws {
        let rows = try StageReasons(.plain).rows()
        #expect(rows.filter { StageReasons.label($0.stage) != $0.label }.map(\.label) == [])
        #expect(StageReasons.Label.allCases.filter { label in rows.allSatisfy { $0.label != label } } == [])
        #expect(rows.allSatisfy { $0.stage.outcome != .pass && $0.stage.code != nil })
    }

    @Test(
        "The sentence has at most 160 characters, begins with the verdict and names the thing, however long its name is",
        arguments: NamedNetwork.Style.allCases, [nil, Verdict.allowed])
    func sentence(style: NamedNetwork.Style, other: Verdict?) throws {
        let reasons = try StageReasons(style)
        for row in try reasons.rows() {
            let words = try reasons.words(row.stage, other: other)
            let text = words.summary
            #expect(text.count <= 160, "\(row.label): \(text)")
            #expect(text.hasSuffix(".") && !text.hasSuffix("..."), "\(row.label) is cut: \(text)")
            let lead = row.stage.outcome == .fail ? "Blocked" : "Depends"
            #expect(text.hasPrefix(lead), "\(row.label): \(text)")
            for id in row.named {
                let names = [reasons.name(id), reasons.network.inventory[id]]
                #expect(names.contains { text.contains($0) }, "\(row.label) names none of \(names): \(text)")
            }
        }
    }

    @Test(
        "Reasons that have one code at one thing are told apart where several are said, in either order",
        arguments: [
            [StageReasons.Label.noPublicSource, .privateNat], [.privateNat, .noPublicSource],
            [.noPublicDestination, .deniesGatewayTraffic], [.deniesGatewayTraffic, .noPublicDestination],
        ])
    func oneCode(labels: [StageReasons.Label]) throws {
        let reasons = try StageReasons(.plain)
        let rows = try reasons.rows()
        let words = NetworkVerdictText(reasons.network.inventory)
        for label in labels {
            let stage = try #require(rows.first { $0.label == label }).stage
            let lacksAddress = label == .noPublicSource || label == .noPublicDestination
            let text = lacksAddress ? "no public address" : "igw \(reasons.name(stage.component))"
            #expect(words.decider(stage, losesReference: false) == text)
        }
    }

    @Test("A name for which there is room is said, and no id", arguments: [NamedNetwork.Style.plain, .hostile])
    func names(style: NamedNetwork.Style) throws {
        let reasons = try StageReasons(style)
        for row in try reasons.rows() {
            let text = try reasons.words(row.stage).summary
            for id in row.named { #expect(text.contains(reasons.name(id)), "\(row.label): \(text)") }
        }
    }

    @Test("No two reasons read alike")
    func distinct() throws {
        let reasons = try StageReasons(.plain)
        var sentences: [String: StageReasons.Row] = [:]
        for row in try reasons.rows() {
            let words = try reasons.words(row.stage)
            if let other = sentences.updateValue(row, forKey: words.summary), other.label != row.label || other.named != row.named
            {
                Issue.record("\(row.label) and \(other.label) are both: \(words.summary)")
            }
        }
    }

    @Test("A row, a line and a condition are there for every reason", arguments: NamedNetwork.Style.allCases)
    func elsewhere(style: NamedNetwork.Style) throws {
        let reasons = try StageReasons(style)
        for row in try reasons.rows() where row.stage.kind != .group {
            let words = try reasons.words(row.stage)
            let way = try #require(words.way)
            let place = way.way.stages.count - 1
            #expect(!way.cell(place).isEmpty, "\(row.label)")
            #expect(!way.line(place).isEmpty, "\(row.label)")
            let shown = way.way.ladder.map { way.there($0) + way.back($0) }
            #expect(shown.contains { $0.contains(way.cell(place)) }, "\(row.label)")
            #expect(way.decider?.isEmpty == false, "\(row.label)")
            guard row.stage.outcome == .depends else {
                #expect(way.conditions().isEmpty, "\(row.label)")
                continue
            }
            #expect(way.conditions().contains { !$0.isEmpty }, "\(row.label)")
            // What is not in the input has a call that tells it.
            if case .missing = row.stage.reason {
                #expect(way.findOut.contains { $0.contains("aws e") }, "\(row.label)")
            }
        }
    }

    @Test("What a terminal would obey stays out of a command that tells what is not in the input")
    func commands() throws {
        let reasons = try StageReasons(.hostile)
        for row in try reasons.rows() {
            for line in try reasons.words(row.stage).findOut {
                #expect(TerminalText.safe(line) == line, "\(row.label): \(line)")
            }
        }
    }
}
