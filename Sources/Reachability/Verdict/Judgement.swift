import CoreModel

/// The two ends of a question split into subjects and judged, ready to be explained.
struct Judgement: Sendable {
    /// The subjects that are shown: all, or of very many one for those that are judged alike.
    var sources: [Subject] = []
    var destinations: [Subject] = []
    /// Their pairs.
    var pairs: [Pair] = []
    /// The direction of the end that has no address of the family asked.
    var endsWithoutAddress: [Direction] = []
    /// Interfaces of an end of several that have no address of the family asked: each is blocked for itself.
    var lacking: [InterfaceIndex] = []
    /// The verdict of all pairs.
    var verdict = Verdict.blocked
    /// All subjects, judged; nil where an end has no address of the family asked.
    var crossing: Crossing?

    /// How many pairs are shown one by one.
    static let shownPairs = 600

    init(endsWithoutAddress: [Direction]) {
        self.endsWithoutAddress = endsWithoutAddress
    }

    init(_ crossing: Crossing, lacking: [InterfaceIndex], _ inventory: Inventory) {
        self.crossing = crossing
        self.lacking = lacking
        verdict = Self.verdict(crossing, lacking)
        sources = crossing.sources
        destinations = crossing.destinations
        var from = Array(sources.indices)
        var to = Array(destinations.indices)
        if from.count * to.count > Self.shownPairs {
            let shown = ShownSubjects(crossing, inventory)
            (from, sources) = shown.representatives(.egress)
            (to, destinations) = shown.representatives(.ingress)
        }
        for (source, ownSource) in from.enumerated() {
            for (destination, ownDestination) in to.enumerated() {
                guard var pair = crossing.pair(ownSource, ownDestination) else { continue }
                (pair.source, pair.destination) = (source, destination)
                pairs.append(pair)
            }
        }
    }

    static func verdict(_ crossing: Crossing, _ lacking: [InterfaceIndex]) -> Verdict {
        guard let verdict = crossing.verdict() else { return .blocked }
        return !lacking.isEmpty && verdict != .blocked ? .depends : verdict
    }
}
