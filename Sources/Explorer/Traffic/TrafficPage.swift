import CoreModel
import FlowLogs
import Map
import Reachability
import Text
import Traffic

/// What flow logs say of what was read, worked out once, with its sentences.
final class TrafficPage: Sendable {
    /// What was read: the rules that the list tells of are this one's.
    let model: ExplorerModel
    let list: TrafficList
    let report: TrafficReport
    let words: TrafficWords
    let sections: [TrafficSection]
    /// Why the logs could not be read again, so that this is what was read before, a line each; empty where they were.
    let unread: [String]
    private let seenAtRules: Lazy<SeenAtRules>

    /// Rows of a part that are listed.
    private static let listed = 200

    /// Holds a log against what was read.
    init(_ log: FlowLogSet, of model: ExplorerModel, unread: [String] = []) {
        self.model = model
        self.unread = unread
        list = TrafficList(log, model.analyzer)
        let turning: KnownTurning.Finding = { model.knownTurning(of: $0) }
        report = TrafficReport(
            list, model.analyzer, turning: model.known == nil ? nil : turning, time: model.logs.time)
        words = TrafficWords(model.analyzer)
        sections = report.sections(limit: Self.listed)
        let list = self.list
        seenAtRules = Lazy { SeenAtRules(list) }
    }

    /// What could not be read of the logs, a line each.
    var problems: [String] {
        unread.isEmpty ? list.log.problems.map(\.message) : unread + ["still showing what was read of the logs before"]
    }

    /// Whether nothing could be read of the logs.
    var tellsNothing: Bool { list.log.records == 0 && list.log.interfaces.isEmpty && !list.log.problems.isEmpty }

    /// The question that a row raises: between the boxes that it is of, and of what contradicts the data between the very addresses.
    func question(_ row: TrafficRow) -> String? {
        guard let asked = words.question(row) else { return nil }
        let isExact = row.sample.contradiction != nil || asked.version == .v6
        let source = text(row.source, asked.source.asked, isExact: isExact)
        let destination = text(row.destination, asked.destination.asked, isExact: isExact)
        return QuestionText(source: source, destination: destination, port: asked.port.asked).text
    }

    private func text(_ end: TrafficEnd, _ address: String, isExact: Bool) -> String {
        switch end {
        case .groups(let groups) where groups.count == 1 && !isExact: model.analyzer.endText(of: .group(groups[0]))
        case .internet where !isExact: "internet"
        case .groups, .interface, .internet, .address: QuestionText.bracketed(address)
        }
    }

    /// How much was seen of the lines of a map: of what was read, and with changes on trial of the rules that are the same.
    func weights(on shown: ExplorerModel) -> MapWeights {
        let seen = seenAtRules.value
        if shown === model { return MapWeights { seen.records($0) } }
        let own = Dictionary(
            model.inventory.rules.indices.map { place in (model.identity(RuleIndex(place)), RuleIndex(place)) },
            uniquingKeysWith: { first, _ in first })
        return MapWeights { rules in
            let known = rules.map { own[shown.identity($0)] }
            return known.contains(nil) ? nil : seen.records(known.compactMap { $0 })
        }
    }

    /// What the logs hold of a question, in a sentence.
    func seen(_ question: Question, _ inventory: Inventory) -> String {
        words.sentence(SeenTraffic(question, in: list, inventory), list, time: model.logs.time)
    }
}

extension TrafficPage: Hashable {
    /// A page is itself alone.
    static func == (left: TrafficPage, right: TrafficPage) -> Bool { left === right }

    /// By identity.
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension ExplorerModel {
    /// What a rule is, whatever the inventory.
    fileprivate func identity(_ rule: RuleIndex) -> EditedRule { edited(rule) }
}

/// What changes on trial would have done to the traffic of a page.
struct ReplayPage: Sendable {
    let replay: TrafficReplay
    /// "with - rds in 5432 from api".
    let title: String
    /// The page and the trial that it is of.
    let page: TrafficPage
    let model: ExplorerModel

    /// Nil where nothing is on trial.
    init?(_ page: TrafficPage, on model: ExplorerModel) {
        guard let trial = model.trial else { return nil }
        replay = TrafficReplay(page.list, of: page.model.analyzer, changed: model.analyzer)
        let on = trial.changes.changes.filter(\.isOn)
        title = on.count == 1 ? on[0].line.text : trial.changes.title
        (self.page, self.model) = (page, model)
    }

    /// "would have cut 2 flows, 4 112 records".
    var sentence: String {
        let doubtful = replay.doubtful.isEmpty ? "" : ", " + TrafficWords.doubtful(replay)
        let opened = replay.opened.isEmpty ? "" : ", " + TrafficWords.opened(replay)
        return TrafficWords.cut(replay) + doubtful + opened
    }
}
