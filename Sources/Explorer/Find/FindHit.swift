import CoreModel
import Documentation
import Map
import Text

/// Something that a search found, by where it is shown.
struct FindHit: Hashable, Sendable {
    /// The box of the map; nil for what stands on the network map alone, and for what no group carries.
    var subject: MapSubject?
    /// Its place on the network map, where it has no box.
    var item: FindPlace?
    /// What was found there: "ECS API SG, interface eni-1e65".
    var words: String
}

/// A place on the network map: which VPC is drawn, and what of it is chosen.
struct FindPlace: Hashable, Sendable {
    /// The VPC by its place; nil for the overview of all.
    var vpc: Int?
    /// What is chosen; nil where the VPC alone is meant.
    var item: NetworkItem?
}

/// A search that stands: what was looked for, what was found.
struct FindResult: Sendable {
    var wanted: String
    var hits: [FindHit]
    /// The hit that is selected.
    var place: Int

    init(wanted: String, hits: [FindHit], place: Int) { (self.wanted, self.hits, self.place) = (wanted, hits, place) }

    /// Groups that something else than a search chose.
    init(wanted: String, groups: [GroupIndex], place: Int, model: ExplorerModel) {
        let hits = groups.map { FindHit(subject: .group($0), words: model.name(.group($0))) }
        self.init(wanted: wanted, hits: hits, place: place)
    }

    /// The hit that is selected; nil where there is none.
    var chosen: FindHit? { hits.indices.contains(place) ? hits[place] : nil }

    /// "1 of 3: ECS API SG, interface eni-1e65", or that there is nothing.
    var text: String { chosen.map { "\(place + 1) of \(hits.count): \($0.words)" } ?? "nothing" }

    /// The same with other subjects, of what has a box; nil where none is left.
    func mapped(_ change: (MapSubject) -> MapSubject?) -> FindResult? {
        let hits = hits.compactMap { hit in
            hit.subject.flatMap(change).map { FindHit(subject: $0, words: hit.words) }
        }
        return hits.isEmpty ? nil : FindResult(wanted: wanted, hits: hits, place: min(place, hits.count - 1))
    }
}

extension ExplorerModel {
    /// What a text finds, each place once by the best that leads there.
    ///
    /// A group's box, its own or of what it is carried by; a network's box where `map` draws one, else the groups whose rules name it; on the
    /// network map what has a place there, else the groups in it.
    func hits(for text: String, map: MapGraph?) -> [FindHit] {
        let words = FoundText(finder, annotations)
        var hits: [(hit: FindHit, found: Found, group: GroupIndex?, more: Int)] = []
        var places: [FindHit: Int] = [:]
        func add(_ found: Found, _ subject: MapSubject?, _ item: FindPlace? = nil) {
            let group = subject?.group
            let key = FindHit(
                subject: subject, item: item, words: subject == nil && item == nil ? words.name(of: found.thing) : "")
            if let known = places[key] {
                // What is said of the group itself, or of all that is in something, is not one of several things that it carries.
                if hits[known].found.thing.isCarrier { hits[known].more += 1 }
            } else {
                places[key] = hits.count
                hits.append((key, found, group, 0))
            }
        }
        for found in finder.found(text) {
            if let subject = box(of: found.thing, in: map) {
                add(found, subject)
            } else if let place = place(of: found.thing) {
                add(found, nil, place)
            } else {
                let groups = finder.groups(of: found.thing)
                for group in groups { add(found, .group(group)) }
                if groups.isEmpty { add(found, nil) }
            }
        }
        return hits.map { one in
            FindHit(subject: one.hit.subject, item: one.hit.item, words: words.line(one.found, on: one.group, more: one.more))
        }
    }

    /// The box that stands for something itself.
    private func box(of thing: FoundThing, in map: MapGraph?) -> MapSubject? {
        let subject: MapSubject
        switch thing {
        case .group(let group): return .group(group)
        case .internet: subject = .internet
        case .network(let network): subject = .end(.network(network))
        case .prefixList(let place): subject = .end(.prefixList(place))
        default: return nil
        }
        return map?.node(of: subject) == nil ? nil : subject
    }

    /// Where something stands on the network map; nil where nothing is drawn of it.
    private func place(of thing: FoundThing) -> FindPlace? {
        if inventory.subnets.isEmpty { return nil }
        switch thing {
        case .vpc(let place): return networkMap.place(ofVpc: inventory.vpcs[place].id).map { FindPlace(vpc: $0, item: nil) }
        case .subnet(let place): return self.place(ofSubnet: inventory.subnets[place].id)
        case .component(let number):
            let component = finder.components[number]
            if let vpc = networkMap.vpcs.firstIndex(where: { $0.gateways.contains { $0.target.id == component.id } }) {
                return FindPlace(vpc: vpc, item: .gateway(component.id))
            }
            if networkMap.vpcs.count > 1, networkMap.joins.contains(where: { $0.target.id == component.id }) {
                return FindPlace(vpc: nil, item: .join(component.id))
            }
            switch component.kind {
            // An endpoint or a load balancer is where its groups are.
            case .endpoint, .loadBalancer, .targetGroup: return nil
            default: return finder.subnets(of: component).lazy.compactMap { self.place(ofSubnet: $0) }.first
            }
        default: return nil
        }
    }

    private func place(ofSubnet id: TextID) -> FindPlace? {
        networkMap.place(ofSubnet: id).map { FindPlace(vpc: $0, item: .subnet(id)) }
    }
}

extension ExplorerState {
    /// Goes to what was found: its box, or its place on the network map.
    mutating func land(on hit: FindHit) {
        if let subject = hit.subject {
            visit(subject)
        } else if let place = hit.item {
            if network == nil { toggleNetwork() }
            guard var view = network else { return }
            view.followed = selection
            view.go(to: place.vpc)
            view.selected = place.item ?? view.selected
            view.isRevealing = true
            network = view
            set(focus: .map)
        }
    }
}
