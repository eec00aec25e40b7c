import CoreModel
import Map
import Reachability
import Text
import Words

/// The network map as JSON: every VPC with its rows of subnets, its gateways and what joins it, whatever of it a picture would draw.
struct NetworkDrawJSON {
    private let drawing: NetworkDraw
    private let names: NetworkNames

    private var map: NetworkMap { drawing.map }
    private var inventory: Inventory { drawing.loading.inventory }

    init(_ drawing: NetworkDraw) {
        self.drawing = drawing
        names = NetworkNames(drawing.loading.inventory)
    }

    var text: String {
        let shown = drawing.places.isEmpty ? Array(map.vpcs.indices) : drawing.places
        return JSONText.compact(
            .object(
                drawing.loading.head + [
                    ("vpcs", .array(shown.map { vpc(map.vpcs[$0]) })),
                    ("joins", .array(map.joins.map(join))),
                    ("path", drawing.answer.map { AnswerJSON(loading: drawing.loading).value($0) } ?? .null),
                ]))
    }

    private func id(_ id: TextID) -> JSONText.Value { id.isNone ? .null : .string(inventory[id]) }

    private func vpc(_ vpc: VpcNetwork) -> JSONText.Value {
        .object([
            ("id", id(vpc.id)), ("name", .string(names.name(vpc.id))), ("cidrs", .strings(vpc.networks.map(\.description))),
            ("reads_tables", .bool(vpc.readsTables)), ("zones", .strings(vpc.zones.filter { !$0.isEmpty })),
            ("rows", .array(vpc.rows.map { row($0, vpc) })), ("gateways", .array(vpc.gateways.map { gateway($0, vpc) })),
            ("endpoints", .number(vpc.endpoints)), ("interfaces_without_subnet", .number(vpc.unplaced)),
        ])
    }

    private func row(_ row: SubnetRow, _ vpc: VpcNetwork) -> JSONText.Value {
        .object([
            ("tier", .string(row.tier.rawValue)),
            ("table", row.table.map { id(inventory.topology[$0].id) } ?? .null),
            ("acl", row.acl.map { id(inventory.topology[$0].id) } ?? .null),
            ("ways_out", waysOut(row.routes)), ("broken", broken(row.routes)), ("joins", joins(row.routes)),
            ("other_routes", .number(row.routes.otherRoutes)), ("endpoint_routes", .number(row.routes.endpointRoutes)),
            ("may_have_more_routes", .bool(row.routes.mayHaveMore)), ("subnets", .array(row.subnets.map(subnet))),
        ])
    }

    private func waysOut(_ routes: SubnetRoutes) -> JSONText.Value {
        .array(
            routes.ways.map { way in
                .object([
                    ("ip_version", .number(way.version == .v4 ? 4 : 6)),
                    ("destination", .string(way.only?.description ?? (way.version == .v4 ? "0.0.0.0/0" : "::/0"))),
                    ("gateway", id(way.target.id)),
                ])
            })
    }

    private func broken(_ routes: SubnetRoutes) -> JSONText.Value {
        .array(
            routes.broken.map { broken in
                .object([
                    ("destination", .string(names.name(broken.destination))), ("target", id(broken.target.id)),
                    ("reason", .string(Self.word(broken.reason))),
                ])
            })
    }

    private func joins(_ routes: SubnetRoutes) -> JSONText.Value {
        .array(
            routes.joins.map { join in
                .object([
                    ("gateway", id(join.target.id)), ("destinations", .strings(join.destinations.map { names.name($0) })),
                ])
            })
    }

    private static func word(_ reason: SubnetRoutes.BrokenRoute.Reason) -> String {
        switch reason {
        case .blackhole: "blackhole"
        case .notWorking: "not-working"
        case .open: "not-told"
        }
    }

    private func subnet(_ subnet: SubnetBox) -> JSONText.Value {
        .object([
            ("id", id(subnet.id)), ("name", .string(names.name(subnet.id))),
            ("cidrs", .strings(subnet.networks.map(\.description))),
            ("zone", subnet.zone.isEmpty ? .null : .string(subnet.zone)),
            (
                "groups",
                .array(
                    subnet.groups.map { resident in
                        .object([
                            ("id", id(inventory[resident.group].id)), ("name", .string(resident.name)),
                            ("interfaces", .strings(resident.interfaces.map { inventory[inventory[$0].id] })),
                        ])
                    })
            ),
            ("interfaces_without_groups", .number(subnet.withoutGroups)),
        ])
    }

    private func gateway(_ gateway: NetworkGateway, _ vpc: VpcNetwork) -> JSONText.Value {
        .object([
            ("id", id(gateway.target.id)), ("title", .string(gateway.title)), ("subnet", id(gateway.subnet)),
            ("leads_to", onward(gateway, vpc)),
            ("way_out_of", .strings(gateway.ways.distinct().flatMap { vpc.rows[$0].subnets }.map { inventory[$0.id] })),
            ("in_other_zones", .strings(gateway.distant.map { inventory[$0] })),
        ])
    }

    private func onward(_ gateway: NetworkGateway, _ vpc: VpcNetwork) -> JSONText.Value {
        switch gateway.onward {
        case .internet: .strings(["internet"])
        case .gateway(let place): .strings([inventory[vpc.gateways[place].target.id]])
        case .vpcs(let ids): .strings(ids.map { inventory[$0] })
        case .beyond(let things): .strings(things)
        case .nowhere: .strings([])
        case .notFollowed: .null
        }
    }

    private func join(_ join: VpcJoin) -> JSONText.Value {
        .object([
            ("id", id(join.target.id)), ("title", .string(join.title)), ("vpcs", .strings(join.vpcs.map { inventory[$0] })),
            ("beyond", .strings(join.beyond)), ("state", .optional(join.stopped)),
        ])
    }
}
