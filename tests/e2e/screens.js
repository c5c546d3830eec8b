// A screen to share in the tests: a plain colour and a tone, so that whose it is can be seen and heard.
(() => {
    const shares = [];

    function colour(rgb) {
        const canvas = document.createElement("canvas");
        canvas.width = 640;
        canvas.height = 360;
        const pen = canvas.getContext("2d");
        let step = 0;
        setInterval(() => {
            pen.fillStyle = `rgb(${rgb})`;
            pen.fillRect(0, 0, canvas.width, canvas.height);
            pen.fillStyle = "#fff";
            step = (step + 8) % canvas.width;
            pen.fillRect(step, 0, 8, 8);
        }, 100);
        return canvas.captureStream(10).getVideoTracks()[0];
    }

    function sound(tone) {
        const context = new AudioContext({ sampleRate: 48000 });
        const target = new MediaStreamAudioDestinationNode(context);
        const source = new OscillatorNode(context, { frequency: tone });
        source.connect(new GainNode(context, { gain: 0.4 })).connect(target);
        source.start();
        return target.stream.getAudioTracks()[0];
    }

    navigator.mediaDevices.getDisplayMedia = async () => {
        const { rgb, tone } = window.screenToShare;
        const stream = new MediaStream([colour(rgb), ...(tone ? [sound(tone)] : [])]);
        shares.push(stream);
        return stream;
    };

    // What the browser's own bar does: the tracks end, and no script has stopped them.
    window.endShare = () => {
        for (const track of shares.at(-1).getTracks()) {
            track.stop();
            track.dispatchEvent(new Event("ended"));
        }
    };
})();
