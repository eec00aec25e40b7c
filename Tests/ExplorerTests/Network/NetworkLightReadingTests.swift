import CoreModel
import Diagram
import Foundation
import PictureReading
import Reachability
import Readers
import Support
import Testing

@testable import Map

@Suite("A lit network map read back")
struct NetworkLightReadingTests {
    @Test("Networks made up by chance: what an answer lights is read back, and nothing else", arguments: 0..<10)
    func generated(seed: Int) throws {
        let map = NetworkMap(Analyzer(try GeneratedNetwork(seed: UInt64(seed)).inventory()))
        let ends = map.vpcs.flatMap(\.subnets).compactMap { subnet in
            subnet.networks.first { $0.version == .v4 }.map { IPAddress(.v4, bits: $0.address.bits + 20).description }
        }
        var lit = 0
        for (number, end) in ends.enumerated() {
            for other in ["internet", ends[(number + 1) % ends.count], "10.48.0.7"] where other != end {
                lit += try check(map, from: end, to: other)
            }
        }
        #expect(lit > 0)
    }

    @Test(
        "Inputs with gateways: what an answer lights is read back, and nothing else",
        arguments: ["network/shop", "network/shop-broken", "terraform-inline", "cdk"])
    func inputs(_ path: String) throws {
        let file = Places.inputs.appending(path: path).path
        let map = NetworkMap(Analyzer(try InputReader().read([.path(file)]).inventory))
        let inventory = map.analyzer.inventory
        let ends = ["internet"] + inventory.groups.prefix(8).map { inventory[$0.id] }
        var lit = 0
        for one in ends {
            for other in ends where other != one { lit += try check(map, from: one, to: other) }
        }
        #expect(lit > 0)
    }

    /// Asks, and reads every page back; says how many lines were lit.
    private func check(_ map: NetworkMap, from source: String, to destination: String) throws -> Int {
        let analyzer = map.analyzer
        let question = try analyzer.question(from: source, to: destination, port: "443", version: .v4)
        let light = NetworkLight(analyzer.answer(question, .everything), on: map)
        if light.isEmpty { return 0 }
        var count = 0
        for (place, vpc) in map.vpcs.enumerated() {
            for glyphs in GlyphSet.allCases {
                var options = NetworkOptions(width: 120, glyphs: glyphs)
                (options.drawsAll, options.light) = (true, light)
                let page = NetworkPage(map, place, options)
                let read = NetworkPictureReader(page.picture.text, glyphs: glyphs)
                let context = "\(source) -> \(destination)\n\(page.picture.text)"
                #expect(read.problems.isEmpty, "\(read.problems)\n\(context)")
                #expect(read.litWays.map(\.description).sorted() == litWays(vpc, light).sorted(), "\(context)")
                #expect(read.litWays.isSubset(of: read.ways))
                let named = read.signs.filter { name, _ in !name.hasSuffix("]") }
                #expect(named == signs(vpc, light, glyphs, page.items), "\(context)")
                count += read.litWays.count
            }
        }
        return count
    }

    /// The ways that are lit: those by which packets of the flow leave an end's subnets, and on to the internet.
    private func litWays(_ vpc: VpcNetwork, _ light: NetworkLight) -> Set<String> {
        var ways: Set<String> = []
        for row in vpc.rows where row.subnets.contains(where: { light.ends.contains($0.id) }) {
            guard let way = row.routes.ways.first, light.contains(.gateway(way.target.id)), let place = vpc.gateway(way.target)
            else { continue }
            for subnet in row.subnets { ways.insert("\(subnet.title) -> \(vpc.gateways[place].title)") }
        }
        for gateway in vpc.gateways
        where light.contains(.gateway(gateway.target.id)) && !(gateway.ways.isEmpty && gateway.feeders.isEmpty) {
            switch gateway.onward {
            case .gateway(let next) where light.contains(.gateway(vpc.gateways[next].target.id)):
                ways.insert("\(gateway.title) -> \(vpc.gateways[next].title)")
            case .internet where light.contains(.internet): ways.insert("\(gateway.title) -> INTERNET")
            default: break
            }
        }
        return ways
    }

    /// The signs of what is drawn, but those of groups, which stand in several subnets.
    private func signs(
        _ vpc: VpcNetwork, _ light: NetworkLight, _ glyphs: GlyphSet, _ items: [NetworkItem]
    ) -> [String: String] {
        var signs: [String: String] = [:]
        for item in items {
            guard let mark = light.marks[item], mark != .lit else { continue }
            let title: String? =
                switch item {
                case .internet: "INTERNET"
                case .subnet(let id): vpc.subnet(id)?.title
                case .gateway(let id): vpc.gateways.first { $0.target.id == id }?.title
                default: nil
                }
            if let title { signs[title] = glyphs.sign(mark) }
        }
        return signs
    }
}
