import CoreModel
import Diagram
import Map
import Text

/// The network map as it stands on screen: which VPC of it, what is chosen there, and where it is moved to.
struct NetworkView: Sendable {
    /// What there is to draw.
    let map: NetworkMap
    /// The VPC that is drawn, by its place; nil for the overview of all.
    var place: Int?
    /// What is chosen.
    var selected: NetworkItem? {
        didSet { if selected != oldValue { detailsTop = 0 } }
    }
    /// Rows whose subnets are drawn one by one.
    var opened: Set<TextID> = []
    /// The first row of the picture that is seen.
    var top = 0
    /// The first line of the details that is seen.
    var detailsTop = 0
    /// The selection of the map of groups that ``selected`` goes with.
    var followed: MapSubject?
    /// Whether the picture is to be moved so that what is chosen is seen.
    var isRevealing = true

    /// What is drawn; made when an event is over.
    private(set) var picture = Picture(stacking: [])
    /// What can be chosen in it, by the numbers of its boxes.
    private(set) var items: [NetworkItem] = []

    init(_ map: NetworkMap) {
        self.map = map
        place = map.vpcs.count == 1 ? 0 : nil
    }

    /// The VPC that is drawn; nil in the overview.
    var vpc: VpcNetwork? { place.map { map.vpcs[$0] } }

    /// What the title says of it.
    var fact: String {
        guard let vpc else { return "network: \(TextCount.of(map.vpcs.count, "VPC"))" }
        let number = map.vpcs.count > 1 ? "VPC \((place ?? 0) + 1) of \(map.vpcs.count), " : ""
        return "network: \(number)\(TextCount.of(vpc.subnets.count, "subnet"))"
    }

    /// The rows that details of what is chosen have below the map.
    static let stripRows = 4

    /// Draws it.
    mutating func draw(_ options: NetworkOptions) {
        var options = options
        (options.selected, options.opened) = (selected, opened)
        if let place {
            let page = NetworkPage(map, place, options)
            (picture, items) = (page.picture, page.items)
        } else {
            let page = NetworkOverview(map, options)
            (picture, items) = (page.picture, page.items)
        }
    }

    /// Where an item stands; nil where it is not drawn.
    func box(of item: NetworkItem?) -> Picture.Box? {
        guard let item, let number = items.firstIndex(of: item) else { return nil }
        return picture.boxes.first { $0.node == number }
    }

    /// Goes to another VPC, or to the overview.
    mutating func go(to place: Int?) {
        (self.place, top, isRevealing) = (place, 0, true)
        selected = place == nil ? vpc.map { .vpc($0.id) } : nil
    }
}

extension NetworkView {
    /// The same view of other data: the VPC, and what is chosen, by their ids; nil where there is no such map.
    func taken(over old: ExplorerModel, by fresh: ExplorerModel) -> NetworkView? {
        let map = fresh.networkMap
        if map.vpcs.isEmpty { return nil }
        func here(_ id: TextID) -> TextID? { fresh.inventory.texts.find(old.inventory[id]) }
        var view = NetworkView(map)
        if let vpc, let id = here(vpc.id) { view.place = map.place(ofVpc: id) }
        view.opened = Set(opened.compactMap(here))
        view.selected = selected.flatMap { item -> NetworkItem? in
            switch item {
            case .internet: return .internet
            case .gateway(let id): return here(id).map(NetworkItem.gateway)
            case .row(let id): return here(id).map(NetworkItem.row)
            case .subnet(let id): return here(id).map(NetworkItem.subnet)
            case .vpc(let id): return here(id).map(NetworkItem.vpc)
            case .join(let id): return here(id).map(NetworkItem.join)
            case .group(let group, let id):
                guard let own = fresh.inventory.end(.group(group), of: old.inventory)?.group else { return nil }
                return here(id).map { .group(own, subnet: $0) }
            }
        }
        (view.top, view.isRevealing) = (top, false)
        view.followed = followed.flatMap { fresh.subject(for: $0, of: old) }
        return view
    }
}
