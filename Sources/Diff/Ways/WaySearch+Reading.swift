import CoreModel
import Reachability

extension WaySearch {
    /// One of the two readings, with the ids by which both mean its groups.
    struct Reading {
        let analyzer: Analyzer
        /// Whole verdicts of many questions.
        let survey: NetworkSurvey
        let groups: [String: GroupIndex]
        let ids: [String]
        /// Interfaces by their ids.
        let interfaces: [String: InterfaceIndex]

        var inventory: Inventory { analyzer.inventory }

        /// The places of its groups among the pairs.
        let places: [Int]

        init(_ analyzer: Analyzer, _ matching: GroupMatching, _ places: [Int]) {
            self.analyzer = analyzer
            self.places = places
            survey = NetworkSurvey(analyzer, tellsDeciders: false)
            ids = places.map { matching.ids[$0] }
            let inventory = analyzer.inventory
            interfaces = Dictionary(
                inventory.interfaces.enumerated().map { (inventory[$1.id], InterfaceIndex($0)) }
            ) { first, _ in first }
            groups = Dictionary(ids.enumerated().map { ($1, GroupIndex($0)) }) { first, _ in first }
        }

        func identity(_ group: GroupIndex) -> EndIdentity { .group(ids[Int(group.number)]) }

        func vpc(_ group: GroupIndex) -> String { inventory[inventory[group].vpc] }

        /// The VPCs of appliances that carry a group of which rules or members differ: their groups filter whatever passes them.
        func vpcsOfAppliances(_ touched: Set<GroupDifferences.Side>, moved: Set<Int>) -> [String] {
            if touched.isEmpty, moved.isEmpty { return [] }
            return TranslatedWays.appliances(inventory).map { inventory[$0] }.filter { own in
                own.groups.contains { group in
                    let pair = places[Int(group.number)]
                    return moved.contains(pair)
                        || Direction.allCases.contains { touched.contains(GroupDifferences.Side(pair: pair, direction: $0)) }
                }
            }.map { inventory[$0.vpc] }
        }
    }
}
