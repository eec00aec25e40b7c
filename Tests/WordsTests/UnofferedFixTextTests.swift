import CoreModel
import Support
import Testing
import Words

@testable import Reachability

/// Why no change of the network is offered, for whatever fails on a way.
@Suite("Why no change of the network is offered, in words")
struct UnofferedFixTextTests {
    @Test func `whatever fails, no reason is a code`() throws {
        let reasons = try StageReasons(.plain)
        let inventory = reasons.network.inventory
        for row in try reasons.rows() {
            let code = try #require(row.stage.code)
            for reason in [NoNetworkFix.noneOffered(row.stage), .stillFails(row.stage)] {
                let text = NoNetworkFixText(reason, inventory, Names(inventory)).text
                let plain = code.split(separator: ":").first.map(String.init) ?? code
                #expect(!text.contains(plain), "\(row.label): \(text)")
            }
            guard row.stage.outcome == .fail else { continue }
            let text = NoNetworkFixText(.noneOffered(row.stage), inventory, Names(inventory)).text
            #expect(!text.contains("not in the input") || row.label == .noAssociation, "\(row.label): \(text)")
            #expect(!text.contains("let through"), "\(row.label): \(text)")
        }
    }

    @Test(
        "Of reasons that have one code each has its own sentence",
        arguments: [
            (StageReasons.Label.deniesGatewayTraffic, "the destination takes nothing from internet gateways over IPv6"),
            (.attachmentWithoutSubnet, "the attachment has no subnet, and which it should get is yours to say"),
            (.attachmentState, "is deleted, and carries nothing as it is"),
            (.balancerProtocol, "takes tcp and udp alone"), (.noGateway, "no internet gateway is attached to the VPC"),
            (.attachmentWithoutIPv6, "the attachment is set to carry no IPv6"), (.gatewayWithoutIPv6, "a VPN carries no IPv6"),
            (.natProtocol, "NAT gateways carry tcp, udp and icmp only"),
        ])
    func ofOneCode(label: StageReasons.Label, text: String) throws {
        let reasons = try StageReasons(.plain)
        let inventory = reasons.network.inventory
        let row = try #require(try reasons.rows().first { $0.label == label })
        #expect(NoNetworkFixText(.noneOffered(row.stage), inventory, Names(inventory)).text.contains(text))
    }

    @Test(
        "What takes or opens no connections is named",
        arguments: [(StageReasons.Label.unsolicited, "lets no connection in"), (.opensNothing, "opens no connections")])
    func named(label: StageReasons.Label, text: String) throws {
        let reasons = try StageReasons(.plain)
        let inventory = reasons.network.inventory
        let row = try #require(try reasons.rows().first { $0.label == label })
        let name = NetworkNames(inventory).nameAndID(row.stage.component)
        #expect(!name.isEmpty)
        #expect(NoNetworkFixText(.noneOffered(row.stage), inventory, Names(inventory)).text == "none offered: \(name) \(text)")
    }

    @Test func `a route of a transit gateway that would have to lead to two things is said like any other`() throws {
        let inventory = try StageReasons(.plain).network.inventory
        let reason = NoNetworkFix.contraryTransit(TransitGatewayTableIndex(0), .network(try IPNetwork(parsing: "10.1.0.0/16")))
        let text = NoNetworkFixText(reason, inventory, Names(inventory)).text
        #expect(text.hasPrefix("none by one command: transit gateway table "))
        #expect(text.hasSuffix(" would have to lead 10.1.0.0/16 to two things at once"))
    }
}
