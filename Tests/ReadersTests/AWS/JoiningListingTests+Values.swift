import CoreModel
import Testing
@testable import Readers

/// Values within these listings: policies, and what cannot be read.
extension JoiningListingTests {
    @Test(
        "An endpoint's policy is full access or less",
        arguments: [
            (#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#, false),
            (#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["*"], "Resource": ["*"]}}"#, false),
            (
                #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:Get*", "Resource": "*"}, {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
                false
            ), (#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::b"}]}"#, true),
            (
                #"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "*", "Resource": "*"}]}"#,
                true
            ),
            (
                #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]}"#,
                true
            ),
            (
                #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "*"}]}"#,
                true
            ), (#"{"Statement": [{"Effect": "Allow", "Principal": "*", "NotAction": "*", "Resource": "*"}]}"#, true),
            (#"{"Statement": []}"#, true), (#"{"Version": "2012-10-17"}"#, true), ("no policy", nil), ("[1]", nil),
        ] as [(String, Bool?)])
    func policies(text: String, restricts: Bool?) { #expect(EndpointPolicy(text).restricts == restricts) }

    @Test(
        "What is unreadable in one of them is said with its place",
        arguments: [
            (
                #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": {"CidrBlock": "10.0.0/16"}}]}"#,
                "VpcPeeringConnections[0].RequesterVpcInfo.CidrBlock"
            ),
            (
                #"{"Routes": [{"DestinationCidrBlock": "10.0.0/16", "Type": "static", "State": "active"}]}"#,
                "Routes[0].DestinationCidrBlock"
            ),
            (
                #"{"VpnConnections": [{"VpnConnectionId": "vpn-1", "Options": {"StaticRoutesOnly": "yes"}}]}"#,
                "VpnConnections[0].Options.StaticRoutesOnly"
            ),
            (
                #"{"TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-a", "SubnetIds": [1]}]}"#,
                "TransitGatewayVpcAttachments[0].SubnetIds[0]"
            ),
        ])
    func faults(text: String, place: String) throws {
        let error = #expect(throws: ReadError.self) { try Self.files([("search.tgw-rtb-1.json", text)]) }
        #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
    }
}
